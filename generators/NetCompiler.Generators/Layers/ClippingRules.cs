using NetCompiler.Generators.Declarations;

namespace NetCompiler.Generators.Layers;

/// <summary>The ways to clip a gradient: each has one number, and a factory in the runtime.</summary>
internal static class ClippingRules
{
    private static readonly Dictionary<string, (string Argument, double Example, string Factory)> s_kinds = new()
    {
        ["ClipByValue"] = ("limit", 0.5, "ByValue"),
        ["ClipByNorm"] = ("limit", 1, "ByNorm"),
        ["ClipByGlobalNorm"] = ("limit", 1, "ByGlobalNorm"),
        ["AdaptiveClip"] = ("factor", 0.01, "Adaptive"),
    };

    /// <summary>What is wrong with the argument.</summary>
    public static IReadOnlyList<ArgumentProblem> Check(LayerDeclaration clipping)
    {
        var arguments = new LayerArguments(clipping);
        Limit(arguments);
        return arguments.Problems;
    }

    /// <summary>The factory of the runtime's GradientClipping, and its argument.</summary>
    public static (string Factory, double Limit) Of(LayerDeclaration clipping) => (s_kinds[clipping.Kind].Factory, Limit(new LayerArguments(clipping)));

    private static double Limit(LayerArguments arguments)
    {
        (string name, double example, _) = s_kinds[arguments.Kind];
        return arguments.Number(name, example, value => value > 0, "greater than 0");
    }
}
