using NetCompiler.Benchmarks.Workloads;

namespace NetCompiler.Benchmarks.Engines;

/// <summary>A workload in a generated network.</summary>
public sealed class CompiledEngine : IEngine
{
    private readonly WorkloadData _data;
    private readonly INetwork<float> _network;
    private readonly Workspace<float>? _workspace;
    private readonly OptimizerState<float>? _optimizer;
    private readonly float[] _outputs;

    public CompiledEngine(Workload workload, WorkloadData data, float learningRate)
    {
        _data = data;
        _network = workload.Create(1);
        data.Parameters.CopyTo(_network.Parameters);
        _outputs = new float[workload.Batch * _network.OutputLength];
        if (!workload.Trains)
            return;
        _workspace = _network.CreateWorkspace(workload.Batch);
        _optimizer = workload.CreateOptimizer(learningRate).CreateState<float>(_network.Definition);
    }

    public void Run(int repetitions)
    {
        if (_optimizer is null)
        {
            for (int i = 0; i < repetitions; i++)
                _network.Predict(_data.Inputs, _outputs);
        }
        else
        {
            for (int i = 0; i < repetitions; i++)
                Step();
        }
    }

    public float[] Probe(int steps)
    {
        if (_optimizer is not null)
            return [.. Enumerable.Range(0, steps).Select(_ => Step())];
        _network.Predict(_data.Inputs, _outputs);
        return [.. _outputs];
    }

    public void Dispose()
    {
    }

    private float Step()
    {
        float loss = _network.Gradient(_data.Inputs, _data.Targets, _workspace!);
        _network.Definition.Clipping?.Apply<float>(_network.Definition, _workspace!.Gradients, _network.Parameters);
        _optimizer!.Step(_network.Parameters, _workspace!.Gradients);
        return loss;
    }
}
