using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace NetCompiler.Generators.Diagnostics;

/// <summary>The descriptors of NC1xxx: errors in a declaration. Messages are made where the error is found, with the numbers in question.</summary>
internal static class DeclarationDescriptors
{
    private const string Category = "NetCompiler.Declaration";
    private const string Help = "docs/diagnostics.md#";

    private static readonly DiagnosticDescriptor s_notPartial = new(
        DiagnosticId.NotPartial, "A network class must be partial", "{0}", Category, DiagnosticSeverity.Error, isEnabledByDefault: true,
        "The compiler adds the network to the class as another part of it.", Help + "nc1001", WellKnownDiagnosticTags.NotConfigurable);

    private static readonly DiagnosticDescriptor s_noInput = new(
        DiagnosticId.NoInput, "A network needs an input", "{0}", Category, DiagnosticSeverity.Error, isEnabledByDefault: true,
        "The input size determines the shape of every parameter.", Help + "nc1002", WellKnownDiagnosticTags.NotConfigurable);

    private static readonly DiagnosticDescriptor s_twoInputs = new(
        DiagnosticId.TwoInputs, "A network has one input", "{0}", Category, DiagnosticSeverity.Error, isEnabledByDefault: true,
        "The input is declared by Network(Input = n) or by Input(shape), not by both.", Help + "nc1003", WellKnownDiagnosticTags.NotConfigurable);

    private static readonly DiagnosticDescriptor s_noLayers = new(
        DiagnosticId.NoLayers, "There are no layers", "{0}", Category, DiagnosticSeverity.Error, isEnabledByDefault: true,
        "A network or block consists of at least one layer.", Help + "nc1004", WellKnownDiagnosticTags.NotConfigurable);

    private static readonly DiagnosticDescriptor s_layerAfterLoss = new(
        DiagnosticId.LayerAfterLoss, "A layer stands after the loss", "{0}", Category, DiagnosticSeverity.Error, isEnabledByDefault: true,
        "Source order is data-flow order, and the loss comes last.", Help + "nc1005", WellKnownDiagnosticTags.NotConfigurable);

    private static readonly DiagnosticDescriptor s_twoLosses = new(
        DiagnosticId.TwoLosses, "There are two losses", "{0}", Category, DiagnosticSeverity.Error, isEnabledByDefault: true,
        "A network minimises one loss.", Help + "nc1006", WellKnownDiagnosticTags.NotConfigurable);

    private static readonly DiagnosticDescriptor s_notPositive = new(
        DiagnosticId.NotPositive, "A size is not positive", "{0}", Category, DiagnosticSeverity.Error, isEnabledByDefault: true,
        "Sizes and counts are at least 1.", Help + "nc1007", WellKnownDiagnosticTags.NotConfigurable);

    private static readonly DiagnosticDescriptor s_combination = new(
        DiagnosticId.Combination, "Arguments do not go together", "{0}", Category, DiagnosticSeverity.Error, isEnabledByDefault: true,
        "An argument has no effect, or lacks another one, in this combination.", Help + "nc1008", WellKnownDiagnosticTags.NotConfigurable);

    private static readonly DiagnosticDescriptor s_recursiveBlock = new(
        DiagnosticId.RecursiveBlock, "A block contains itself", "{0}", Category, DiagnosticSeverity.Error, isEnabledByDefault: true,
        "Blocks are expanded at compile time, which would never end.", Help + "nc1009", WellKnownDiagnosticTags.NotConfigurable);

    private static readonly DiagnosticDescriptor s_notABlock = new(
        DiagnosticId.NotABlock, "Block and network are confused", "{0}", Category, DiagnosticSeverity.Error, isEnabledByDefault: true,
        "Use and Repeat take a class marked Block; a class is a network or a block, not both.", Help + "nc1010", WellKnownDiagnosticTags.NotConfigurable);

    private static readonly DiagnosticDescriptor s_noNetwork = new(
        DiagnosticId.NoNetwork, "Layers without a network", "{0}", Category, DiagnosticSeverity.Error, isEnabledByDefault: true,
        "Layer attributes have no effect on a class that is neither a network nor a block.", Help + "nc1011", WellKnownDiagnosticTags.NotConfigurable);

    private static readonly DiagnosticDescriptor s_twoParts = new(
        DiagnosticId.TwoParts, "Layers stand on two parts of one class", "{0}", Category, DiagnosticSeverity.Error, isEnabledByDefault: true,
        "The order of layers is their order in one file; between two parts there is none.", Help + "nc1012", WellKnownDiagnosticTags.NotConfigurable);

    private static readonly DiagnosticDescriptor s_unsupportedType = new(
        DiagnosticId.UnsupportedType, "This kind of class cannot be a network", "{0}", Category, DiagnosticSeverity.Error, isEnabledByDefault: true,
        "A network is a non-static, non-generic class, and so are the types around it.", Help + "nc1013", WellKnownDiagnosticTags.NotConfigurable);

    private static readonly DiagnosticDescriptor s_lossInBlock = new(
        DiagnosticId.LossInBlock, "A block has a loss", "{0}", Category, DiagnosticSeverity.Error, isEnabledByDefault: true,
        "The loss belongs to the network.", Help + "nc1014", WellKnownDiagnosticTags.NotConfigurable);

    private static readonly DiagnosticDescriptor s_inputInBlock = new(
        DiagnosticId.InputInBlock, "A block declares an input", "{0}", Category, DiagnosticSeverity.Error, isEnabledByDefault: true,
        "The input shape of a block is inferred where it is used.", Help + "nc1015", WellKnownDiagnosticTags.NotConfigurable);

    private static readonly DiagnosticDescriptor s_memberConflict = new(
        DiagnosticId.MemberConflict, "A member has the name of a generated one", "{0}", Category, DiagnosticSeverity.Error, isEnabledByDefault: true,
        "The generated part of the class implements INetwork and needs these names.", Help + "nc1016", WellKnownDiagnosticTags.NotConfigurable);

    private static readonly DiagnosticDescriptor s_lossMismatch = new(
        DiagnosticId.LossMismatch, "The loss does not fit the output", "{0}", Category, DiagnosticSeverity.Error, isEnabledByDefault: true,
        "The last layer and the loss must agree on the number of outputs.", Help + "nc1017", WellKnownDiagnosticTags.NotConfigurable);

    private static readonly DiagnosticDescriptor s_outOfRange = new(
        DiagnosticId.OutOfRange, "A number is out of range", "{0}", Category, DiagnosticSeverity.Error, isEnabledByDefault: true,
        "The argument lies outside the range in which the layer is defined.", Help + "nc1018", WellKnownDiagnosticTags.NotConfigurable);

    private static readonly DiagnosticDescriptor s_tooLarge = new(
        DiagnosticId.TooLarge, "The network is too large", "{0}", Category, DiagnosticSeverity.Error, isEnabledByDefault: true,
        "Tensors and the parameter vector are limited to 2^31 - 1 elements, and a network to 10,000 layers.", Help + "nc1019", WellKnownDiagnosticTags.NotConfigurable);

    private static readonly DiagnosticDescriptor s_unknownLayer = new(
        DiagnosticId.UnknownLayer, "The layer is not known", "{0}", Category, DiagnosticSeverity.Error, isEnabledByDefault: true,
        "Only the layers that come with NetCompiler can be compiled.", Help + "nc1020", WellKnownDiagnosticTags.NotConfigurable);

    private static readonly DiagnosticDescriptor s_skipMismatch = new(
        DiagnosticId.SkipMismatch, "Paths of different shapes meet", "{0}", Category, DiagnosticSeverity.Error, true,
        "Where two paths are added, multiplied or gated, both have the same shape.", Help + "nc1021", WellKnownDiagnosticTags.NotConfigurable);

    private static readonly DiagnosticDescriptor s_notOnNetwork = new(
        DiagnosticId.NotOnNetwork, "A layer around a block stands on a network", "{0}", Category, DiagnosticSeverity.Error, true,
        "Residual, Highway and Gated without a type argument enclose the layers of the block that they stand on.", Help + "nc1022", WellKnownDiagnosticTags.NotConfigurable);

    private static readonly DiagnosticDescriptor s_twoClippings = new(
        DiagnosticId.TwoClippings, "There are two clippings", "{0}", Category, DiagnosticSeverity.Error, true,
        "The gradient of a step is clipped in one way.", Help + "nc1023", WellKnownDiagnosticTags.NotConfigurable);

    private static readonly DiagnosticDescriptor s_clippingPlace = new(
        DiagnosticId.ClippingPlace, "Clipping is out of place", "{0}", Category, DiagnosticSeverity.Error, true,
        "Clipping bounds the gradient of a whole network, so it stands behind the layers of one.", Help + "nc1024", WellKnownDiagnosticTags.NotConfigurable);

    private static readonly DiagnosticDescriptor s_constructorWithoutSeed = new(
        DiagnosticId.ConstructorWithoutSeed, "A constructor does not call the generated one", "{0}", Category, DiagnosticSeverity.Error, isEnabledByDefault: true,
        "The generated constructor, from a seed, makes the parameters.", Help + "nc1025", WellKnownDiagnosticTags.NotConfigurable);

    private static readonly DiagnosticDescriptor s_shapeMismatch = new(
        DiagnosticId.ShapeMismatch, "A layer does not fit its input", "{0}", Category, DiagnosticSeverity.Error, isEnabledByDefault: true,
        "Windows lie inside their padded input, groups divide the channels, and a layer over feature maps gets feature maps.", Help + "nc1026", WellKnownDiagnosticTags.NotConfigurable);

    private static readonly DiagnosticDescriptor s_needsSequence = new(
        DiagnosticId.NeedsSequence, "A layer needs a sequence", "{0}", Category, DiagnosticSeverity.Error, isEnabledByDefault: true,
        "Recurrent layers, and those that make one step of all, go through the steps of a sequence.", Help + "nc1027", WellKnownDiagnosticTags.NotConfigurable);

    private static readonly DiagnosticDescriptor s_sequenceToSequence = new(
        DiagnosticId.SequenceToSequence, "Encoder and decoder do not go together", "{0}", Category, DiagnosticSeverity.Error, isEnabledByDefault: true,
        "A decoder begins with what an encoder has read, and writes one step after another.", Help + "nc1028", WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>All descriptors in order of their ids.</summary>
    public static ImmutableArray<DiagnosticDescriptor> All { get; } =
    [
        s_notPartial,
        s_noInput,
        s_twoInputs,
        s_noLayers,
        s_layerAfterLoss,
        s_twoLosses,
        s_notPositive,
        s_combination,
        s_recursiveBlock,
        s_notABlock,
        s_noNetwork,
        s_twoParts,
        s_unsupportedType,
        s_lossInBlock,
        s_inputInBlock,
        s_memberConflict,
        s_lossMismatch,
        s_outOfRange,
        s_tooLarge,
        s_unknownLayer,
        s_skipMismatch,
        s_notOnNetwork,
        s_twoClippings,
        s_clippingPlace,
        s_constructorWithoutSeed,
        s_shapeMismatch,
        s_needsSequence,
        s_sequenceToSequence,
    ];

    /// <summary>The descriptor of an id.</summary>
    public static DiagnosticDescriptor Get(string id) => All.First(descriptor => descriptor.Id == id);
}
