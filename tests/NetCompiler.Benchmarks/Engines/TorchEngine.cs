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
        _module.train(workload.Trains);
        _recurrent = [.. _module.modules().OfType<TorchRecurrent>()];
        _clip = data.Definition.Clipping is { Kind: "ClipByGlobalNorm", Limit: var limit } ? limit : null;
        _inputs = tensor(data.Inputs, workload.Batch, data.Definition.InputLength);
        bool isClassifier = data.Definition.Loss?.Kind == "SoftmaxCrossEntropy";
        _targets = isClassifier ? tensor(data.Targets).to(ScalarType.Int64) : tensor(data.Targets).reshape(workload.Batch, -1);
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
                Step();
            }
        }
        else
        {
            using IDisposable mode = inference_mode();
            for (int i = 0; i < repetitions; i++)
                _module.forward(_inputs).Dispose();
        }
    }

    public float[] Probe(int steps)
    {
        using DisposeScope scope = NewDisposeScope();
        if (_workload.Trains)
            return [.. Enumerable.Range(0, steps).Select(_ => Step().item<float>())];
        using IDisposable mode = inference_mode();
        return [.. _module.forward(_inputs).data<float>()];
    }

    public void Dispose()
    {
        _optimizer?.Dispose();
        _loss?.Dispose();
        _module.Dispose();
        _inputs.Dispose();
        _targets.Dispose();
    }

    private Tensor Step()
    {
        _optimizer!.zero_grad();
        Tensor loss = _loss!.forward(_module.forward(_inputs), _targets);
        loss.backward();
        foreach (TorchRecurrent recurrent in _recurrent)
            recurrent.LeaveOutSecondBias();
        if (_clip is { } limit)
            nn.utils.clip_grad_norm_(_module.parameters(), limit);
        _optimizer.step();
        return loss;
    }
}
