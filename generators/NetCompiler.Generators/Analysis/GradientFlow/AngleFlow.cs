using System.Numerics;

namespace NetCompiler.Generators.Analysis.GradientFlow;

/// <summary>For one angle, the gradients of all carried values: the part that lasts as a vector, for each value that it came in at, and the covariance of the rest and of what some values have got
/// from outside that fades.</summary>
/// <param name="step">What a step makes of the gradients.</param>
/// <param name="accounts">For how many values there is an account of what they have got from outside.</param>
/// <param name="weight">The share of the angle.</param>
internal sealed class AngleFlow(Complex[,] step, int accounts, double weight)
{
    private readonly int _count = step.GetLength(0), _size = step.GetLength(0) + accounts;
    private readonly Complex[,] _lasting = new Complex[step.GetLength(0), step.GetLength(0)];
    private readonly Complex[,] _gathered = new Complex[step.GetLength(0), step.GetLength(0)];
    private readonly Complex[,] _values = new Complex[step.GetLength(0) + accounts, step.GetLength(0) + accounts];
    private readonly Complex[,] _next = new Complex[step.GetLength(0) + accounts, step.GetLength(0) + accounts];
    private readonly double[] _ahead = new double[step.GetLength(0)];
    private readonly double[,] _accounts = new double[accounts, step.GetLength(0)];
    private bool _lasts;

    /// <summary>The mean of a number over all angles.</summary>
    public static double Mean(AngleFlow[] angles, Func<AngleFlow, double> of)
    {
        double sum = 0;
        foreach (AngleFlow angle in angles)
            sum += angle.Weight * of(angle);
        return sum;
    }

    /// <summary>The share of the angle.</summary>
    public double Weight => weight;

    /// <summary>The squared length of the part of a value that lasts.</summary>
    public double Lasting(int carry) => Square(_lasting, carry);

    /// <summary>The squared length of the sum of that over all steps so far.</summary>
    public double Gathered(int carry) => Square(_gathered, carry);

    /// <summary>Adds the part of a value that lasts to the sum.</summary>
    public void Gather(int carry)
    {
        for (int source = 0; _lasts && source < _count; source++)
            _gathered[source, carry] += _lasting[source, carry];
    }

    /// <summary>The squared length of the rest.</summary>
    public double Fading(int carry) => _values[carry, carry].Real;

    /// <summary>What the rest has in common with that of the step before, of which so much of an account goes on.</summary>
    public double Ahead(int carry, double ratio, int account) => _ahead[carry] + (account >= 0 ? ratio * _accounts[account, carry] : 0);

    /// <summary>Lets in what comes from outside.</summary>
    /// <param name="carry">To which value.</param>
    /// <param name="lasting">The length of what lasts.</param>
    /// <param name="account">The account of what fades, or -1.</param>
    /// <param name="ratio">What that is of that of the step before, in amplitude.</param>
    /// <param name="square">The squared length of what is new in it.</param>
    /// <param name="own">The squared length of what is this step's alone.</param>
    public void Enter(int carry, double lasting, int account, double ratio, double square, double own)
    {
        _lasts |= lasting > 0;
        _lasting[carry, carry] += lasting;
        _values[carry, carry] += own;
        if (account < 0)
            return;
        int row = _count + account;
        for (int i = 0; i < _size; i++)
        {
            _values[row, i] *= ratio;
            _values[i, row] *= ratio;
        }

        _values[row, row] += square;
        for (int i = 0; i < _size; i++)
            _values[carry, i] += _values[row, i];
        for (int i = 0; i < _size; i++)
            _values[i, carry] += _values[i, row];
    }

    /// <summary>Goes back one step.</summary>
    /// <param name="noise">The squared length of what fluctuates, for each value.</param>
    /// <param name="scale">What all squared lengths are multiplied with then.</param>
    public void Step(double[] noise, double scale)
    {
        for (int account = 0; account < accounts; account++)
        {
            for (int carry = 0; carry < _count; carry++)
                _accounts[account, carry] = _values[_count + account, carry].Real * scale;
        }

        for (int i = 0; i < _size; i++)
        {
            for (int j = 0; j < _size; j++)
                _next[i, j] = i < _count ? Passed(_values, i, j) : _values[i, j];
        }

        for (int i = 0; i < _size; i++)
        {
            for (int j = 0; j < _size; j++)
            {
                Complex sum = j < _count ? Complex.Zero : _next[i, j];
                for (int k = 0; j < _count && k < _count; k++)
                    sum += _next[i, k] * Complex.Conjugate(step[j, k]);
                _values[i, j] = (i == j && i < _count ? sum + noise[i] : sum) * scale;
            }
        }

        for (int carry = 0; carry < _count; carry++)
            _ahead[carry] = _next[carry, carry].Real * scale;
        if (_lasts)
            StepLasting(Math.Sqrt(scale));
    }

    private double Square(Complex[,] vectors, int carry)
    {
        double sum = 0;
        for (int source = 0; _lasts && source < _count; source++)
            sum += (vectors[source, carry].Real * vectors[source, carry].Real) + (vectors[source, carry].Imaginary * vectors[source, carry].Imaginary);
        return sum;
    }

    private void StepLasting(double scale)
    {
        var next = new Complex[_count];
        for (int source = 0; source < _count; source++)
        {
            for (int carry = 0; carry < _count; carry++)
            {
                next[carry] = Complex.Zero;
                for (int k = 0; k < _count; k++)
                    next[carry] += step[carry, k] * _lasting[source, k];
            }

            for (int carry = 0; carry < _count; carry++)
                (_lasting[source, carry], _gathered[source, carry]) = (next[carry] * scale, _gathered[source, carry] * scale);
        }
    }

    private Complex Passed(Complex[,] values, int row, int column)
    {
        Complex sum = Complex.Zero;
        for (int k = 0; k < _count; k++)
            sum += step[row, k] * values[k, column];
        return sum;
    }
}
