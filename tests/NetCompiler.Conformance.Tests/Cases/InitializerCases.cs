using NetCompiler.Conformance.Tests.Harness;

namespace NetCompiler.Conformance.Tests.Cases;

/// <summary>Every initialiser with all its options, on a wide and on a tall weight.</summary>
internal static class InitializerCases
{
    public const int Inputs = 60, Hidden = 90;

    /// <summary>The arguments as written, what they come to, and the standard deviation of the values (NaN where they are not random),
    /// given fan-in and fan-out.</summary>
    public static IReadOnlyList<(string Name, string Arguments, Initializer Initializer, double Scale, Fan Fan, Func<double, double, double> Deviation)> All { get; } =
    [
        ("Zeros", "Init = Initializer.Zeros", Initializer.Zeros, 0, Fan.In, (_, _) => 0),
        ("Constant", "Init = Initializer.Constant, InitScale = -0.3", Initializer.Constant, -0.3, Fan.In, (_, _) => 0),
        ("Uniform", "Init = Initializer.Uniform", Initializer.Uniform, 0.05, Fan.In, (_, _) => 0.05 / Math.Sqrt(3)),
        ("UniformScaled", "Init = Initializer.Uniform, InitScale = 0.7", Initializer.Uniform, 0.7, Fan.In, (_, _) => 0.7 / Math.Sqrt(3)),
        ("Normal", "Init = Initializer.Normal", Initializer.Normal, 0.05, Fan.In, (_, _) => 0.05),
        ("NormalScaled", "Init = Initializer.Normal, InitScale = 2", Initializer.Normal, 2, Fan.In, (_, _) => 2),
        ("TruncatedNormal", "Init = Initializer.TruncatedNormal", Initializer.TruncatedNormal, 0.05, Fan.In, (_, _) => 0.05 * 0.8796257),
        ("TruncatedNormalScaled", "Init = Initializer.TruncatedNormal, InitScale = 0.5", Initializer.TruncatedNormal, 0.5, Fan.In, (_, _) => 0.5 * 0.8796257),
        ("GlorotUniform", "Init = Initializer.GlorotUniform", Initializer.GlorotUniform, 1, Fan.In, (n, m) => Math.Sqrt(2 / (n + m))),
        ("GlorotUniformScaled", "Init = Initializer.GlorotUniform, InitScale = 1.5", Initializer.GlorotUniform, 1.5, Fan.In, (n, m) => 1.5 * Math.Sqrt(2 / (n + m))),
        ("GlorotNormal", "Init = Initializer.GlorotNormal", Initializer.GlorotNormal, 1, Fan.In, (n, m) => Math.Sqrt(2 / (n + m))),
        ("HeUniform", "Init = Initializer.HeUniform", Initializer.HeUniform, 1, Fan.In, (n, _) => Math.Sqrt(2 / n)),
        ("HeUniformOut", "Init = Initializer.HeUniform, InitFan = Fan.Out", Initializer.HeUniform, 1, Fan.Out, (_, m) => Math.Sqrt(2 / m)),
        ("HeNormal", "Init = Initializer.HeNormal, InitFan = Fan.In", Initializer.HeNormal, 1, Fan.In, (n, _) => Math.Sqrt(2 / n)),
        ("HeNormalOut", "Init = Initializer.HeNormal, InitFan = Fan.Out, InitScale = 0.5", Initializer.HeNormal, 0.5, Fan.Out, (_, m) => 0.5 * Math.Sqrt(2 / m)),
        ("LecunUniform", "Init = Initializer.LecunUniform", Initializer.LecunUniform, 1, Fan.In, (n, _) => Math.Sqrt(1 / n)),
        ("LecunNormal", "Init = Initializer.LecunNormal, InitScale = 3", Initializer.LecunNormal, 3, Fan.In, (n, _) => 3 * Math.Sqrt(1 / n)),
        ("Orthogonal", "Init = Initializer.Orthogonal", Initializer.Orthogonal, 1, Fan.In, (_, _) => double.NaN),
        ("OrthogonalScaled", "Init = Initializer.Orthogonal, InitScale = 1.25", Initializer.Orthogonal, 1.25, Fan.In, (_, _) => double.NaN),
        ("Identity", "Init = Initializer.Identity", Initializer.Identity, 1, Fan.In, (_, _) => double.NaN),
        ("IdentityScaled", "Init = Initializer.Identity, InitScale = 0.9", Initializer.Identity, 0.9, Fan.In, (_, _) => double.NaN),
    ];

    public static IEnumerable<Declaration> Weights => All.Select(init => new Declaration(
        $"Init{init.Name}", $"{Inputs}", $"Dense({Hidden}, {init.Arguments}), Dense({Inputs}, {init.Arguments})"));

    /// <summary>A bias takes the initialisers that need no fan.</summary>
    public static IEnumerable<Declaration> Biases => All.Where(init => init.Initializer < Initializer.GlorotUniform).Select(init => new Declaration(
        $"BiasInit{init.Name}", "1", $"Dense({Inputs * Hidden}, {init.Arguments.Replace("Init ", "BiasInit ").Replace("InitScale", "BiasInitScale")})"));

    /// <summary>One dense layer in front of every activation, whose initialiser it chooses.</summary>
    public static IEnumerable<Declaration> Defaults =>
        ActivationCases.All.Select(activation => new Declaration($"Default{activation.Name}", "4", $"Dense(4), {activation.Attribute}"));
}
