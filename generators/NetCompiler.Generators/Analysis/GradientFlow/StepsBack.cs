namespace NetCompiler.Generators.Analysis.GradientFlow;

/// <summary>The gradient of the carried values of a scan on its way back; the first index is the value.</summary>
/// <param name="Behind">The decimal logarithm of its squared length behind each step.</param>
/// <param name="Begun">That of what each value begins with.</param>
internal sealed record StepsBack(double[][] Behind, double[] Begun)
{
    /// <summary>The part that all steps have alike, because the same comes in from outside at every one of them.</summary>
    public double[] Lasting { get; init; } = [];

    /// <summary>The correlation of the rest from one step to the next.</summary>
    public double[] Persistence { get; init; } = [];
}
