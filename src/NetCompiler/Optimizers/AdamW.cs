namespace NetCompiler;

/// <summary><see cref="Adam"/> with decoupled weight decay, 0.01 by default. Loshchilov and Hutter 2019.</summary>
public sealed class AdamW : Adam
{
    /// <summary>Sets the learning rate.</summary>
    /// <param name="learningRate">The step size η, at least 0.</param>
    public AdamW(double learningRate = 1e-3) : base(learningRate)
    {
        WeightDecay = 1e-2;
        WeightDecayMode = WeightDecayMode.Decoupled;
    }
}
