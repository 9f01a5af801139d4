using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Layers;

/// <summary>A layer: given its input it knows its parameters and how to write itself in primitive operations.
/// It never writes its own backward pass.</summary>
internal abstract class Layer
{
    /// <summary>The layer's settings for the definition table; a setting at its default is left out.</summary>
    public virtual IEnumerable<(string Name, double Value)> Options => [];

    /// <summary>The initialiser that suits a weight whose product this layer receives; null when this layer does not decide.</summary>
    public virtual Initialization? PrecedingWeight => null;

    /// <summary>Whether the layer multiplies its input by a weight, so that what follows it says nothing to the weights before it.</summary>
    public virtual bool HasWeight => false;

    /// <summary>Whether the layer subtracts the mean of its input, so that a bias in front of it has no effect.</summary>
    public virtual bool IgnoresBias => false;

    /// <summary>Whether a parameter called weight multiplies what the layer gives: starting it at 0 silences the layer.</summary>
    public virtual bool ScalesOutput => HasWeight;

    /// <summary>Whether the layer goes through the steps of a sequence, instead of working on each alike.</summary>
    public virtual bool MixesSteps => false;

    /// <summary>Appends the layer to the graph and returns its output.</summary>
    public abstract Value Lower(LoweringContext context, Value input);
}
