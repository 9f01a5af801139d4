using NetCompiler.Generators.Declarations;
using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Layers;

/// <summary>An activation that is an option of another layer: a member of the public enum Activation, named as the layer is.</summary>
internal sealed class ActivationOption
{
    private readonly Layer _layer;

    /// <summary>Reads the option.</summary>
    /// <param name="arguments">The layer's arguments.</param>
    /// <param name="name">The option's name.</param>
    /// <param name="otherwise">The activation when nothing is written.</param>
    public ActivationOption(LayerArguments arguments, string name, string otherwise = "Identity")
    {
        string kind = arguments.Has(name) ? $"{arguments.Choice<Kind>(name)}" : otherwise;
        Number = (double)(Kind)Enum.Parse(typeof(Kind), kind);
        _layer = LayerCatalog.CreateLayer(new LayerArguments(new LayerDeclaration(kind, default)))!;
    }

    /// <summary>The members of the public enum.</summary>
    private enum Kind
    {
        Identity,
        Sigmoid,
        Tanh,
        Relu,
        LeakyRelu,
        Elu,
        Celu,
        Selu,
        Gelu,
        Silu,
        Mish,
        Softplus,
        Softsign,
        HardSigmoid,
        HardTanh,
        HardSwish,
        Relu6,
        LogSigmoid,
    }

    /// <summary>The value of the enum member.</summary>
    public double Number { get; }

    /// <summary>The initialiser that suits a weight in front; null when there is no activation.</summary>
    public Initialization? PrecedingWeight => Number == 0 ? null : _layer.PrecedingWeight;

    /// <summary>Appends the activation.</summary>
    public Value Lower(LoweringContext context, Value input) => _layer.Lower(context, input);
}
