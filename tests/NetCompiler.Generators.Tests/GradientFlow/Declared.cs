using NetCompiler.Generators.Declarations;
using NetCompiler.Generators.Layers;

namespace NetCompiler.Generators.Tests.GradientFlow;

/// <summary>Makes networks without the C# compiler, for tables of hundreds of them.</summary>
internal static class Declared
{
    public static NetworkModel Network(int input, params IEnumerable<LayerDeclaration> layers) => Network(input, loss: null, layers);

    public static NetworkModel Network(int input, LayerDeclaration? loss, IEnumerable<LayerDeclaration> layers) => Network([input], loss, layers);

    /// <summary>A network of sequences.</summary>
    public static NetworkModel Sequences(int steps, int features, IEnumerable<LayerDeclaration> layers, LayerDeclaration? loss = null) => Network([steps, features], loss, layers, isSequence: true);

    public static NetworkModel Network(int[] input, LayerDeclaration? loss, IEnumerable<LayerDeclaration> layers, bool isSequence = false)
    {
        var type = new TypeDeclaration(null, default, "partial class Net", "Net", "Net");
        var declaration = new NetworkDeclaration(type, false, input.ToEquatableArray(), layers.ToEquatableArray(), loss, null, null) { IsSequence = isSequence };
        Assert.Null(NetworkModel.Check(declaration));
        return NetworkModel.Create(declaration);
    }

    public static LayerDeclaration Layer(string kind, params (string Name, object Value)[] arguments) => new(kind, arguments.Select(Argument).ToEquatableArray());

    /// <summary>A layer around blocks.</summary>
    public static LayerDeclaration Around(LayerDeclaration layer, params LayerDeclaration[][] blocks) => layer with { Blocks = blocks.Select(Block).ToEquatableArray() };

    /// <summary>A layer around copies of one block.</summary>
    public static LayerDeclaration Around(LayerDeclaration layer, int count, LayerDeclaration[] block) => Around(layer, block) with { Count = count };

    public static BlockDeclaration Block(LayerDeclaration[] layers) => new("Block", layers.ToEquatableArray(), null);

    private static Argument Argument((string Name, object Value) argument) => argument.Value switch
    {
        string member => new(argument.Name, 0, member),
        bool flag => new(argument.Name, flag ? 1 : 0, null),
        IConvertible number => new(argument.Name, number.ToDouble(null), null),
        _ => throw new NotSupportedException(argument.Name),
    };
}
