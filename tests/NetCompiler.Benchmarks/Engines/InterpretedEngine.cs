using System.Numerics;
using NetCompiler.Benchmarks.Workloads;
using NetCompiler.Interpreter;

namespace NetCompiler.Benchmarks.Engines;

/// <summary>A workload in the interpreted engine, with the same optimizers as ours.</summary>
public sealed class InterpretedEngine<T> : IEngine where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly InterpretedNetwork<T> _network;
    private readonly OptimizerState<T>? _optimizer;
    private readonly T[] _inputs;
    private readonly T[] _targets;

    public InterpretedEngine(Workload workload, WorkloadData data, float learningRate)
    {
        (_inputs, _targets) = (InterpretedNetwork<T>.Convert<float>(data.Inputs), InterpretedNetwork<T>.Convert<float>(data.Targets));
        _network = new InterpretedNetwork<T>(data.Definition, InterpretedNetwork<T>.Convert<float>(data.Parameters));
        if (workload.Trains)
            _optimizer = workload.CreateOptimizer(learningRate).CreateState<T>(data.Definition);
    }

    public void Run(int repetitions)
    {
        for (int i = 0; i < repetitions; i++)
        {
            if (_optimizer is null)
                _network.Predict(_inputs);
            else
                Step();
        }
    }

    public double[] Probe(int steps) =>
        _optimizer is null ? InterpretedNetwork<double>.Convert<T>(_network.Predict(_inputs)) : [.. Enumerable.Range(0, steps).Select(_ => double.CreateChecked(Step()))];

    public void Dispose()
    {
    }

    private T Step()
    {
        T loss = _network.Gradient(_inputs, _targets, out T[] gradients);
        _network.Definition.Clipping?.Apply<T>(_network.Definition, gradients, _network.Parameters);
        _optimizer!.Step(_network.Parameters, gradients);
        return loss;
    }
}
