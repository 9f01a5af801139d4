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

    /// <summary>Appends the layer to the graph and returns its output.</summary>
    public abstract Value Lower(LoweringContext context, Value input);
}

/// <summary>What a layer may use while it lowers itself.</summary>
internal sealed class LoweringContext(GraphBuilder builder)
{
    public GraphBuilder Builder { get; } = builder;

    /// <summary>The parameters of the layer being lowered, in declaration order.</summary>
    public List<ParameterSpec> Parameters { get; } = [];

    /// <summary>The first layer after this one that decides on an initialiser, or null.</summary>
    public Initialization? FollowingChoice { get; set; }

    /// <summary>Makes a parameter.</summary>
    public Value Parameter(string name, ParameterRole role, Initialization initialization, params int[] shape)
    {
        var value = new Value(ValueKind.Parameter, name, perExample: false, shape);
        Parameters.Add(new ParameterSpec($"{Builder.Layer}.{name}", role, initialization, value));
        return value;
    }
}
