using System.Numerics;
using NetCompiler.Benchmarks.Workloads;
using NetCompiler.Interpreter;

namespace NetCompiler.Benchmarks.Engines;

/// <summary>A workload in a generated network.</summary>
public sealed class CompiledEngine<T> : IEngine where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly INetwork<T> _network;
    private readonly PredictOfNetwork _predict;
    private readonly GradientOfNetwork _gradient;
    private readonly Workspace<T>? _workspace;
    private readonly OptimizerState<T>? _optimizer;
    private readonly T[] _inputs;
    private readonly T[] _targets;
    private readonly T[] _outputs;

    // The methods of one class, as a program that names it calls them: through an interface that all workloads implement, a call takes as long as a tenth of the smallest one.
    private delegate void PredictOfNetwork(ReadOnlySpan<T> input, Span<T> output);

    private delegate T GradientOfNetwork(ReadOnlySpan<T> input, ReadOnlySpan<T> target, Workspace<T> workspace);

    /// <summary>Prepares a network that has its first parameters.</summary>
    public CompiledEngine(INetwork<T> network, Workload workload, WorkloadData data, float learningRate)
    {
        (_network, _predict, _gradient) = (network, network.Predict, network.Gradient);
        (_inputs, _targets) = (InterpretedNetwork<T>.Convert<float>(data.Inputs), InterpretedNetwork<T>.Convert<float>(data.Targets));
        _outputs = new T[workload.Batch * _network.OutputLength];
        if (!workload.Trains)
            return;
        _workspace = _network.CreateWorkspace(workload.Batch);
        _optimizer = workload.CreateOptimizer(learningRate).CreateState<T>(_network.Definition);
    }

    public void Run(int repetitions)
    {
        if (_optimizer is null)
        {
            for (int i = 0; i < repetitions; i++)
                _predict(_inputs, _outputs);
        }
        else
        {
            for (int i = 0; i < repetitions; i++)
                Step();
        }
    }

    public double[] Probe(int steps)
    {
        if (_optimizer is not null)
            return [.. Enumerable.Range(0, steps).Select(_ => double.CreateChecked(Step()))];
        _network.Predict(_inputs, _outputs);
        return InterpretedNetwork<double>.Convert<T>(_outputs);
    }

    public void Dispose()
    {
    }

    private T Step()
    {
        T loss = _gradient(_inputs, _targets, _workspace!);
        _network.Definition.Clipping?.Apply<T>(_network.Definition, _workspace!.Gradients, _network.Parameters);
        _optimizer!.Step(_network.Parameters, _workspace!.Gradients);
        return loss;
    }
}
