namespace NetCompiler;

/// <summary>Puts norms of parts together to the norm of the whole, without squaring a number that its square does not fit.</summary>
internal struct NormSum
{
    private double _greatest;
    private double _sum;

    /// <summary>The norm so far: greatest · √Σ (norm / greatest)².</summary>
    public readonly double Norm => _greatest * Math.Sqrt(_sum);

    /// <summary>Adds the norm of a part.</summary>
    public void Add(double norm)
    {
        if (norm == 0.0)
            return;
        if (norm > _greatest)
        {
            double ratio = _greatest / norm;
            (_sum, _greatest) = ((_sum * ratio * ratio) + 1.0, norm);
        }
        else
        {
            // A norm that is NaN comes here and stays.
            double ratio = norm / _greatest;
            _sum += ratio * ratio;
        }
    }
}
