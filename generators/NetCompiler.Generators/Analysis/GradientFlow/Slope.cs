namespace NetCompiler.Generators.Analysis.GradientFlow;

/// <summary>The derivative ∂ of an elementwise function y with respect to one operand x, in numbers.</summary>
/// <param name="Mean">E[∂].</param>
/// <param name="Square">E[∂²].</param>
/// <param name="Fourth">E[∂⁴].</param>
/// <param name="Along">What it makes of a gradient along y, along x: E[y·∂·x]/√(E[y²]·E[x²]).</param>
/// <param name="FromOutput">E[∂²·y²]/E[y²].</param>
/// <param name="ToOperand">E[∂²·x²]/E[x²].</param>
/// <param name="Level">E[∂·x]/√E[x²]: what operands with a mean have in common.</param>
internal readonly record struct Slope(double Mean, double Square, double Fourth, double Along, double FromOutput, double ToOperand, double Level)
{
    /// <summary>What is left of the correlation of two gradients behind the slopes of two examples, steps or positions: as much as those have in common.</summary>
    public double Kept { get; init; }
}
