namespace NetCompiler.Generators.Analysis.GradientFlow;

/// <summary>A function of a standard normal variable in Hermite polynomials, from which E[f(u)·f(v)] follows for any correlation of u and v: by Mehler's formula it is Σ aₖ²·cᵏ.</summary>
/// <param name="values">The function at the nodes of <see cref="NormalGrid"/>.</param>
internal sealed class HermiteSeries(double[] values)
{
    private const int Degrees = 64;

    private static readonly double[][] s_polynomials = Polynomials();

    private readonly List<double> _squares = [];
    private readonly double _second = NormalGrid.Expectation(values, values);

    /// <summary>E[f(u)·f(v)].</summary>
    /// <param name="correlation">The correlation of u and v.</param>
    public double At(double correlation)
    {
        double rest = _second, least = 1e-9 * rest, sum = 0, power = 1;
        // What is left of a smooth function is soon nothing.
        for (int k = 0; k < Degrees && rest * power > least; k++)
        {
            double square = Square(k);
            sum += square * power;
            rest -= square;
            power *= correlation;
        }

        // What the series leaves out, as if it stood half as far behind its end again.
        return rest * power <= least ? sum : sum + (Math.Max(rest, 0) * Math.Pow(correlation, Degrees * 1.5));
    }

    /// <summary>The square of a coefficient; they are found out in order.</summary>
    private double Square(int degree)
    {
        if (degree == _squares.Count)
        {
            double coefficient = NormalGrid.Expectation(values, s_polynomials[degree]);
            _squares.Add(coefficient * coefficient);
        }

        return _squares[degree];
    }

    /// <summary>The normalised polynomials at the nodes: hₖ₊₁ = (z·hₖ - √k·hₖ₋₁)/√(k + 1).</summary>
    private static double[][] Polynomials()
    {
        double[][] rows = new double[Degrees][];
        for (int k = 0; k < Degrees; k++)
        {
            double[] row = rows[k] = new double[NormalGrid.Count];
            for (int i = 0; i < row.Length; i++)
            {
                row[i] = k switch
                {
                    0 => 1,
                    1 => NormalGrid.Nodes[i],
                    _ => ((NormalGrid.Nodes[i] * rows[k - 1][i]) - (Math.Sqrt(k - 1) * rows[k - 2][i])) / Math.Sqrt(k),
                };
            }
        }

        return rows;
    }
}
