namespace NetCompiler.Benchmarks.Workloads;

/// <summary>What a workload repeats: a whole training step with one of the optimizers, or a prediction.</summary>
public enum Work
{
    Predict,
    TrainSgd,
    TrainMomentum,
    TrainAdam,
}

/// <summary>One row of the comparison.</summary>
/// <param name="Key">A short name for <c>--filter</c>.</param>
/// <param name="Shape">What the network is made of, for the title.</param>
/// <param name="Create">Makes the generated network from a seed; the other engines run its definition.</param>
/// <param name="Required">The least ratio of TorchSharp's median time to ours.</param>
public sealed record Workload(string Key, Work Work, string Shape, Func<ulong, INetwork<float>> Create, int Batch, double Required)
{
    /// <summary>The momentum of <see cref="Work.TrainMomentum"/>.</summary>
    public const double Momentum = 0.9;

    /// <summary>The element type, which is float wherever time is measured.</summary>
    public Precision Precision { get; init; } = Precision.Float;

    public bool Trains => Work != Work.Predict;

    public string Title
    {
        get
        {
            string work = Work switch { Work.Predict => "predict", Work.TrainSgd => "train SGD", Work.TrainMomentum => "train SGD momentum", _ => "train Adam" };
            return $"{work} {Shape} batch {Batch}";
        }
    }

    /// <summary>The optimizer of ours and of the interpreter.</summary>
    public Optimizer CreateOptimizer(float learningRate) => Work switch
    {
        Work.TrainSgd => new Sgd(learningRate),
        Work.TrainMomentum => new Momentum(learningRate, Momentum),
        _ => new Adam(learningRate),
    };

    public override string ToString() => Key;
}
