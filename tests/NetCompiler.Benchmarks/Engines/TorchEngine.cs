using NetCompiler.Benchmarks.Workloads;
using TorchSharp;
using static TorchSharp.torch;

namespace NetCompiler.Benchmarks.Engines;

/// <summary>A workload in TorchSharp, as its users write it: a Sequential, a loss and an optimizer from its library.</summary>
public sealed class TorchEngine : IEngine
{
    private readonly Workload _workload;
    private readonly nn.Module<Tensor, Tensor> _module;
    private readonly nn.Module<Tensor, Tensor, Tensor>? _loss;
    private readonly optim.Optimizer? _optimizer;
    private readonly Tensor _inputs;
    private readonly Tensor _targets;

    public TorchEngine(Workload workload, WorkloadData data, float learningRate)
    {
        _workload = workload;
        _module = Build(workload, data);
        _module.train(workload.Trains);
        _inputs = tensor(data.Inputs, workload.Batch, workload.InputLength);
        _targets = workload.Loss == Loss.CrossEntropy
            ? tensor(data.Targets).to(ScalarType.Int64)
            : tensor(data.Targets, workload.Batch, workload.TargetLength);
        _loss = workload.Loss switch
        {
            Loss.None => null,
            Loss.CrossEntropy => nn.CrossEntropyLoss(),
            _ => nn.MSELoss(),
        };
        _optimizer = workload.Work switch
        {
            Work.Predict => null,
            Work.TrainSgd => optim.SGD(_module.parameters(), learningRate),
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

    public float[] Probe()
    {
        using DisposeScope scope = NewDisposeScope();
        if (_workload.Trains)
            return [Step().item<float>(), Step().item<float>(), Step().item<float>()];
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
        _optimizer.step();
        return loss;
    }

    private static nn.Module<Tensor, Tensor> Build(Workload workload, WorkloadData data)
    {
        var layers = new List<nn.Module<Tensor, Tensor>>();
        for (int layer = 0; layer < workload.Widths.Length - 1; layer++)
        {
            layers.Add(Dense(workload.Widths[layer], workload.Widths[layer + 1], data.Weights[layer], data.Biases[layer]));
            if (workload.IsActivated(layer))
                layers.Add(workload.Activation == Activation.Relu ? nn.ReLU() : nn.Tanh());
        }

        return nn.Sequential(layers);
    }

    private static nn.Module<Tensor, Tensor> Dense(int inputs, int outputs, float[] weight, float[] bias)
    {
        TorchSharp.Modules.Linear linear = nn.Linear(inputs, outputs);
        using DisposeScope scope = NewDisposeScope();
        using IDisposable mode = no_grad();
        // Weights come as [in, out]; TorchSharp keeps [out, in].
        linear.weight!.copy_(tensor(weight, inputs, outputs).t());
        linear.bias!.copy_(tensor(bias));
        return linear;
    }
}
