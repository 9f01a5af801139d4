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
        NetworkDefinition definition = WorkloadDefinition.Of(workload);
        _network = new InterpretedNetwork<float>(definition, new float[definition.ParameterVectorLength]);
        data.CopyParameters(definition, _network.Parameters);
        if (workload.Trains)
            _optimizer = workload.CreateOptimizer(learningRate).CreateState<float>(definition);
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

    public float[] Probe() => _optimizer is null ? _network.Predict(_data.Inputs) : [Step(), Step(), Step()];

    public void Dispose()
    {
    }

    private float Step()
    {
        float loss = _network.Gradient(_data.Inputs, _data.Targets, out float[] gradients);
        _optimizer!.Step(_network.Parameters, gradients);
        return loss;
    }
}
