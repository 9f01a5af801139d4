namespace NetCompiler.Benchmarks.Workloads;

/// <summary>What a workload repeats: a whole training step with one of the optimizers, or a prediction.</summary>
public enum Work
{
    Predict,
    TrainSgd,
    TrainAdam,
}

public enum Activation
{
    Relu,
    Tanh,
}

public enum Loss
{
    None,
    MeanSquaredError,
    CrossEntropy,
}

/// <summary>One row of the comparison, described without reference to any engine.</summary>
/// <param name="Key">A short name for <c>--filter</c>.</param>
/// <param name="Widths">The input length, then the units of each dense layer.</param>
/// <param name="ActivateLast">Whether the activation also follows the last layer.</param>
/// <param name="Required">The least ratio of TorchSharp's median time to ours.</param>
public sealed record Workload(
    string Key, Work Work, int[] Widths, Activation Activation, int Batch, Loss Loss, double Required, bool ActivateLast = false)
{
    public int InputLength => Widths[0];

    public int OutputLength => Widths[^1];

    public int TargetLength => Loss switch { Loss.None => 0, Loss.CrossEntropy => 1, _ => OutputLength };

    public bool Trains => Work != Work.Predict;

    public string Title
    {
        get
        {
            string work = Work switch { Work.Predict => "predict", Work.TrainSgd => "train SGD", _ => "train Adam" };
            string shape = Widths.Length > 8 ? $"{Widths.Length - 1} layers of {Widths[1]}" : string.Join('-', Widths);
            string loss = Loss switch { Loss.None => "", Loss.CrossEntropy => " cross-entropy", _ => " MSE" };
            return $"{work} {shape} {Activation.ToString().ToLowerInvariant()}{loss} batch {Batch}";
        }
    }

    /// <summary>Whether an activation follows the given dense layer.</summary>
    public bool IsActivated(int layer) => ActivateLast || layer < Widths.Length - 2;

    /// <summary>The optimizer of ours and of the interpreter.</summary>
    public Optimizer CreateOptimizer(float learningRate) => Work == Work.TrainSgd ? new Sgd(learningRate) : new Adam(learningRate);

    public override string ToString() => Key;
}
