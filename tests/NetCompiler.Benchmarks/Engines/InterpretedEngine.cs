using NetCompiler.Benchmarks.Workloads;
using NetCompiler.Interpreter;

namespace NetCompiler.Benchmarks.Engines;

/// <summary>A workload in the interpreted engine, with the same optimizers as ours.</summary>
public sealed class InterpretedEngine : IEngine
{
    private readonly WorkloadData _data;
    private readonly InterpretedNetwork<float> _network;
    private readonly OptimizerState<float>? _optimizer;

    public InterpretedEngine(Workload workload, WorkloadData data, float learningRate)
    {
        _data = data;
        _network = new InterpretedNetwork<float>(data.Definition, data.Parameters);
        if (workload.Trains)
            _optimizer = workload.CreateOptimizer(learningRate).CreateState<float>(data.Definition);
    }

    public void Run(int repetitions)
    {
        for (int i = 0; i < repetitions; i++)
        {
            if (_optimizer is null)
                _network.Predict(_data.Inputs);
            else
                Step();
        }
    }

    public float[] Probe(int steps) => _optimizer is null ? _network.Predict(_data.Inputs) : [.. Enumerable.Range(0, steps).Select(_ => Step())];

    public void Dispose()
    {
    }

    private float Step()
    {
        float loss = _network.Gradient(_data.Inputs, _data.Targets, out float[] gradients);
        _network.Definition.Clipping?.Apply<float>(_network.Definition, gradients, _network.Parameters);
        _optimizer!.Step(_network.Parameters, gradients);
        return loss;
    }
}
