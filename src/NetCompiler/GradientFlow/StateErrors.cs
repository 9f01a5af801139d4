namespace NetCompiler;

/// <summary>The gradient with respect to the state of one recurrent layer, by how many steps there are behind it: there sequences of different lengths are alike.</summary>
internal sealed class StateErrors
{
    private (double Energy, int Examples)[] _sums = [];
    private int _steps;

    /// <summary>The mean squared length for one example, the step with most steps behind it first; of each only the examples that are so long. Null when there is no state.</summary>
    public double[]? Energies
    {
        get
        {
            if (_steps == 0)
                return null;
            double[] energies = Array.ConvertAll(_sums[.._steps], sum => sum.Energy / sum.Examples);
            Array.Reverse(energies);
            return energies;
        }
    }

    /// <summary>Whether there is none.</summary>
    public bool IsEmpty => _steps == 0;

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        _sums.AsSpan().Clear();
        _steps = 0;
    }

    /// <summary>Adds gradients of some examples.</summary>
    /// <param name="behind">How many steps there are behind theirs.</param>
    /// <param name="errors">The gradients.</param>
    /// <param name="examples">How many examples there are.</param>
    /// <param name="scale">A factor of the gradients.</param>
    public void Add<T>(int behind, ReadOnlySpan<T> errors, int examples, double scale) where T : unmanaged
    {
        _steps = Math.Max(_steps, behind + 1);
        if (_sums.Length < _steps)
            Array.Resize(ref _sums, _steps);
        _sums[behind].Energy += Magnitudes.SquaredLength(errors) * scale * scale;
        _sums[behind].Examples += examples;
    }
}
