using NetCompiler.Conformance.Tests.Harness;

namespace NetCompiler.Conformance.Tests.Cases;

/// <summary>Networks whose paths split and meet.</summary>
internal static class SkipCases
{
    /// <summary>Blocks that keep their shape, change it, and enclose themselves.</summary>
    public const string Blocks = """
        namespace Skips
        {
            [Block, Dense(7), Tanh] internal class To7;
            [Block, Dense(5), Silu] internal class To5;
            [Block, Softplus] internal class Bend;
            [Block, Identity] internal class Nothing;
            [Block, Residual, Tanh, Dense(7)] internal class PreActivation;
            [Block, Residual(Activation = Activation.Silu, Scale = 0.7), Dense(7), Tanh, Dense(7)] internal class PostActivation;
            [Block, Residual(Shortcut = Shortcut.Projection, BranchScale = 0.5), Dense(9), Elu, Dense(5)] internal class Projected;
            [Block, Residual(ReZero = true), Dense(7), Tanh] internal class ReZero;
            [Block, Residual(LayerScale = 0.3), Dense(7), Gelu] internal class Scaled;
            [Block, Residual(ZeroInitLast = true), Dense(7), Tanh, Dense(7)] internal class ZeroLast;
            [Block, Residual, Use<PreActivation>, Use<To7>] internal class Nested;
            [Block, Highway, Dense(7), Tanh] internal class Carried;
            [Block, Highway(GateBias = -0.5), Dense(3), Tanh, Dense(7)] internal class Deep;
            [Block, Gated(GateBias = 0.25), Dense(11), Mish] internal class Gate;
            [Block, Dense(6), Glu] internal class To3;
        }

        """;

    /// <summary>Every skip layer, alone, nested and repeated; the width is no multiple of a vector.</summary>
    public static IEnumerable<Declaration> All => Declaration.MostlyDouble(new (string Name, string Layers)[]
    {
        ("PreActivation", "Dense(7), Repeat<Skips.PreActivation>(3), Dense(2)"),
        ("PostActivation", "Dense(7), Repeat<Skips.PostActivation>(2), Dense(2)"),
        ("Projected", "Repeat<Skips.Projected>(2), Dense(2)"),
        ("ReZero", "Dense(7), Use<Skips.ReZero>, Use<Skips.ReZero>, Dense(2)"),
        ("Scaled", "Dense(7), Repeat<Skips.Scaled>(2), Dense(2)"),
        ("ZeroLast", "Dense(7), Repeat<Skips.ZeroLast>(2), Dense(2)"),
        ("NestedResidual", "Dense(7), Use<Skips.Nested>, Dense(2)"),
        ("ResidualInList", "Residual<Skips.To7>(Shortcut = Shortcut.Projection), Residual<Skips.To7>, Residual<Skips.Bend>, Dense(3)"),
        ("ResidualOfNothing", "Residual<Skips.Nothing>, Dense(3)"),
        ("ResidualFirst", "Residual<Skips.Bend>, Dense(3)"),
        ("ResidualLast", "Dense(7), Residual<Skips.To7>"),
        ("Highway", "Dense(7), Repeat<Skips.Carried>(3), Dense(2)"),
        ("HighwayInList", "Dense(7), Highway<Skips.To7>(GateBias = -1), Highway<Skips.Bend>, Use<Skips.Deep>"),
        ("Gated", "Use<Skips.Gate>, Gated<Skips.To5>, Dense(2)"),
        ("Glu", "Glu, Dense(10), Glu(Activation.Silu), Dense(6), Glu(Activation.Gelu)"),
        ("DenselyConnected", "DenselyConnected<Skips.To5>(3), Dense(2)"),
        ("DenselyConnectedResiduals", "Dense(7), DenselyConnected<Skips.To3>(2), DenselyConnected<Skips.Bend>(1), Dense(2)"),
        ("ParallelSum", "Parallel<Skips.To7, Skips.PreActivation>, Dense(2)"),
        ("ParallelProduct", "Parallel<Skips.To5, Skips.To5, Skips.To5>(Merge.Multiply), Dense(2)"),
        ("ParallelConcat", "Parallel<Skips.To5, Skips.Nothing, Skips.To3, Skips.Gate>(Merge.Concat), Parallel<Skips.Bend, Skips.Bend>(Merge.Concat), Dense(2)"),
        ("ParallelOfOneInput", "Parallel<Skips.Nothing, Skips.Nothing>(Merge.Multiply), Dense(2)"),
        ("GatesOfMaps", "Highway<Skips.Bend>, Gated<Skips.Bend>(GateBias = 0.5), Dense(3)"),
        ("OfMaps", "Residual<Skips.Bend>(LayerScale = 0.4), DenselyConnected<Skips.Bend>(2), Parallel<Skips.Nothing, Skips.Bend>(Merge.Concat), Glu, Residual<Skips.Bend>(ReZero = true), Dense(3)"),
    }.Select(item => new Declaration($"Skip{item.Name}", item.Name switch { "ParallelSum" => "7", "OfMaps" or "GatesOfMaps" => "2, 3, 2", _ => "6" }, item.Layers)));
}
