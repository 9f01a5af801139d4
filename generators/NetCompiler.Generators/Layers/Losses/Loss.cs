using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Layers.Losses;

/// <summary>A loss: appends the sum over the batch of the losses of its examples.</summary>
internal abstract class Loss
{
    public virtual IEnumerable<(string Name, double Value)> Options => [];

    /// <summary>Whether targets are 0 or 1.</summary>
    public virtual bool HasBinaryTargets => false;

    /// <summary>Whether a decoder can read its own outputs in place of targets.</summary>
    public virtual bool CanFeedBack => true;

    /// <summary>Elements of one target example, for a network with so many outputs.</summary>
    public virtual int TargetLength(int outputs) => outputs;

    /// <summary>A reason why the loss does not go with so many outputs, or null.</summary>
    /// <param name="outputs">Elements of an output.</param>
    /// <param name="mostIds">How many ids a number can tell apart.</param>
    public virtual string? Mismatch(int outputs, int mostIds) => null;

    /// <summary>Appends the loss and returns its sum over the batch, a scalar.</summary>
    public abstract Value Lower(GraphBuilder graph, Value output, Value target);
}

/// <summary>A loss that is the mean over the outputs of a function of prediction and target.</summary>
internal abstract class ElementwiseLoss : Loss
{
    public sealed override Value Lower(GraphBuilder graph, Value output, Value target) => graph.Reduce(
        "loss", Reduction.Sum, Axis.All, Function(Expressions.Argument(0), Expressions.Argument(1)) / output.Length, detached: false, output, target);

    /// <summary>The loss of one output.</summary>
    protected abstract Expression Function(Expression output, Expression target);
}
