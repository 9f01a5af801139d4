using NetCompiler.Conformance.Tests.Harness;

namespace NetCompiler.Conformance.Tests.Cases;

/// <summary>All networks that are trained and checked numerically, in one compilation.</summary>
internal static class Networks
{
    public static NetworkLibrary Library { get; } = new(
        [
            .. ActivationCases.Trained,
            .. LossCases.All,
            .. WidthCases.All,
            .. WidthCases.LargeBatches,
            .. WidthCases.Wide,
            .. StructureCases.All,
            .. SkipCases.All,
            .. FeatureMapCases.All,
            .. ExampleNormCases.All,
            .. RandomCases.All,
        ],
        StructureCases.Blocks + SkipCases.Blocks + FeatureMapCases.Blocks + ExampleNormCases.Blocks);

    public static TheoryData<string> InDouble => Names(Precision.Double);

    public static TheoryData<string> InFloat => Names(Precision.Float);

    private static TheoryData<string> Names(Precision precision) =>
        [.. Library.Declarations.Where(declaration => declaration.Precisions.Contains(precision)).Select(declaration => declaration.Name)];
}
