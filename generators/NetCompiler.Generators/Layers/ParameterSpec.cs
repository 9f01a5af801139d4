using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Layers;

/// <summary>The initialisers that declarations name; the names are those of the public enum.</summary>
internal enum InitializerKind
{
    Default,
    Zeros,
    Constant,
    Uniform,
    Normal,
    TruncatedNormal,
    GlorotUniform,
    GlorotNormal,
    HeUniform,
    HeNormal,
    LecunUniform,
    LecunNormal,
    Orthogonal,
    Identity,
}

/// <summary>How a parameter starts: an initialiser with its scale.</summary>
internal readonly record struct Initialization(InitializerKind Kind, double Scale = 1, bool FanOut = false);

/// <summary>What a parameter is used as; the names are those of the public enum.</summary>
internal enum ParameterRole
{
    Weight,
    Bias,
    Slope,
    Scale,
    Length,
    RunningStatistic,
}

/// <summary>A parameter that a layer asked for: its graph value carries the name within the layer and the shape.</summary>
internal sealed record ParameterSpec(string Name, ParameterRole Role, Initialization Initialization, Value Value)
{
    /// <summary>Index of the first element in the flat vector.</summary>
    public int Offset { get; init; }
}
