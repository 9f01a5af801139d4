using NetCompiler.Benchmarks.Workloads;
using TorchSharp;
using static TorchSharp.torch;

namespace NetCompiler.Benchmarks.Engines;

/// <summary>A workload in TorchSharp, as its users write it: modules, a loss and an optimizer from its library.</summary>
public sealed class TorchEngine : IEngine
{
    private readonly Workload _workload;
    private readonly nn.Module<Tensor, Tensor> _module;
    private readonly nn.Module<Tensor, Tensor, Tensor>? _loss;
    private readonly optim.Optimizer? _optimizer;
    private readonly TorchRecurrent[] _recurrent;
    private readonly double? _clip;
    private readonly Tensor _inputs;
    private readonly Tensor _targets;

    public TorchEngine(Workload workload, WorkloadData data, float learningRate)
    {
        _workload = workload;
        _module = TorchNetwork.Build(data.Definition, data.Parameters);
        ScalarType type = workload.Precision == Precision.Double ? ScalarType.Float64 : ScalarType.Float32;
        _module.to(type);
        _module.train(workload.Trains);
        _recurrent = [.. _module.modules().OfType<TorchRecurrent>()];
        _clip = data.Definition.Clipping is { Kind: "ClipByGlobalNorm", Limit: var limit } ? limit : null;
        _inputs = tensor(data.Inputs, workload.Batch, data.Definition.InputLength).to(type);
        bool isClassifier = data.Definition.Loss?.Kind == "SoftmaxCrossEntropy";
        _targets = isClassifier ? tensor(data.Targets).to(ScalarType.Int64) : tensor(data.Targets).to(type).reshape(workload.Batch, -1);
        if (workload.Trains)
            _loss = isClassifier ? nn.CrossEntropyLoss() : nn.MSELoss();
        _optimizer = workload.Work switch
        {
            Work.Predict => null,
            Work.TrainSgd => optim.SGD(_module.parameters(), learningRate),
            Work.TrainMomentum => optim.SGD(_module.parameters(), learningRate, momentum: Workload.Momentum),
            _ => optim.Adam(_module.parameters(), learningRate),
        };
    }

    public void Run(int repetitions)
    {
        if (_workload.Trains)
        {
            for (int i = 0; i < repetitions; i++)
            {
                using DisposeScope scope = NewDisposeScope();
                Step((parameters, limit) => nn.utils.clip_grad_norm_(parameters, limit));
            }
        }
        else
        {
            using IDisposable mode = inference_mode();
            for (int i = 0; i < repetitions; i++)
                _module.forward(_inputs).Dispose();
        }
    }

    public double[] Probe(int steps)
    {
        using DisposeScope scope = NewDisposeScope();
        if (_workload.Trains)
            return [.. Enumerable.Range(0, steps).Select(_ => Step(ClipExactly).to(ScalarType.Float64).item<double>())];
        using IDisposable mode = inference_mode();
        return [.. _module.forward(_inputs).to(ScalarType.Float64).data<double>()];
    }

    public void Dispose()
    {
        _optimizer?.Dispose();
        _loss?.Dispose();
        _module.Dispose();
        _inputs.Dispose();
        _targets.Dispose();
    }

    private Tensor Step(Action<IEnumerable<TorchSharp.Modules.Parameter>, double> clip)
    {
        _optimizer!.zero_grad();
        Tensor loss = _loss!.forward(_module.forward(_inputs), _targets);
        loss.backward();
        foreach (TorchRecurrent recurrent in _recurrent)
            recurrent.LeaveOutSecondBias();
        if (_clip is { } limit)
            clip(_module.parameters(), limit);
        _optimizer.step();
        return loss;
    }

    /// <summary>g · min(1, limit / ‖g‖). TorchSharp's own function adds 1e-6 to the norm, which some networks amplify to more than a comparison allows.</summary>
    private static void ClipExactly(IEnumerable<TorchSharp.Modules.Parameter> parameters, double limit)
    {
        Tensor[] gradients = [.. parameters.Select(parameter => parameter.grad!)];
        double norm = Math.Sqrt(gradients.Sum(gradient => gradient.to(ScalarType.Float64).square().sum().item<double>()));
        foreach (Tensor gradient in gradients.Where(_ => norm > limit))
            gradient.mul_(limit / norm);
    }
}
