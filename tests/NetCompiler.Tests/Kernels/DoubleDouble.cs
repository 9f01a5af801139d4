namespace NetCompiler.Tests.Kernels;

/// <summary>The unevaluated sum of two doubles: about 31 decimal digits, for reference values (Dekker 1971).</summary>
internal readonly record struct DoubleDouble(double High, double Low)
{
    private static readonly DoubleDouble Ln2 = new(0.6931471805599453, 2.3190468138462996e-17);
    private static readonly DoubleDouble TwoOverRootPi = new(1.1283791670955126, 1.533545961316588e-17);

    public static implicit operator DoubleDouble(double value) => new(value, 0);

    public static explicit operator double(DoubleDouble value) => value.High + value.Low;

    public static DoubleDouble operator -(DoubleDouble a) => new(-a.High, -a.Low);

    public static DoubleDouble operator -(DoubleDouble a, DoubleDouble b) => a + -b;

    public static DoubleDouble operator +(DoubleDouble a, DoubleDouble b)
    {
        DoubleDouble high = TwoSum(a.High, b.High);
        DoubleDouble low = TwoSum(a.Low, b.Low);
        high = FastTwoSum(high.High, high.Low + low.High);
        return FastTwoSum(high.High, high.Low + low.Low);
    }

    public static DoubleDouble operator *(DoubleDouble a, DoubleDouble b)
    {
        double product = a.High * b.High;
        double rest = Math.FusedMultiplyAdd(a.High, b.High, -product);
        return FastTwoSum(product, rest + ((a.High * b.Low) + (a.Low * b.High)));
    }

    public static DoubleDouble operator /(DoubleDouble a, DoubleDouble b)
    {
        double first = a.High / b.High;
        DoubleDouble rest = a - (b * first);
        double second = rest.High / b.High;
        rest -= b * second;
        return FastTwoSum(first, second) + (rest.High / b.High);
    }

    public static DoubleDouble Exp(DoubleDouble x)
    {
        if (x.High < -800)
            return 0;
        double k = Math.Round(x.High / Ln2.High);
        DoubleDouble power = 1 + Expm1Series(x - (Ln2 * k));
        return new DoubleDouble(Math.ScaleB(power.High, (int)k), Math.ScaleB(power.Low, (int)k));
    }

    public static DoubleDouble Expm1(DoubleDouble x) => Math.Abs(x.High) < 0.4 ? Expm1Series(x) : Exp(x) - 1;

    /// <summary>ln x, by one step of Newton's iteration from the library's value.</summary>
    public static DoubleDouble Log(DoubleDouble x)
    {
        int k = Math.ILogB(x.High);
        var mantissa = new DoubleDouble(Math.ScaleB(x.High, -k), Math.ScaleB(x.Low, -k));
        double guess = Math.Log(mantissa.High);
        return (Ln2 * k) + (guess + Log1pNearZero((mantissa * Exp(-guess)) - 1));
    }

    public static DoubleDouble Log1p(DoubleDouble x) => x.High < 1e-7 ? Log1pNearZero(x) : Log(1 + x);

    public static DoubleDouble Tanh(DoubleDouble x)
    {
        if (Math.Abs(x.High) > 40)
            return Math.Sign(x.High);
        DoubleDouble e = Expm1(x + x);
        return e / (e + 2);
    }

    public static DoubleDouble Sigmoid(DoubleDouble x) => x.High < 0 ? Exp(x) / (1 + Exp(x)) : 1 / (1 + Exp(-x));

    public static DoubleDouble Softplus(DoubleDouble x) => x.High < 0 ? Log1p(Exp(x)) : x + Log1p(Exp(-x));

    /// <summary>erf x = 2/√π·exp(-x²)·Σ 2ⁿ·x²ⁿ⁺¹/(2n+1)!!, whose terms all have the same sign.</summary>
    public static DoubleDouble Erf(DoubleDouble x)
    {
        if (Math.Abs(x.High) > 7)
            return Math.Sign(x.High);
        DoubleDouble square = x * x;
        DoubleDouble term = x;
        DoubleDouble sum = x;
        for (int n = 1; Math.Abs(term.High) > 1e-33 * Math.Abs(sum.High); n++)
        {
            term = term * square * 2 / ((2 * n) + 1);
            sum += term;
        }

        return TwoOverRootPi * Exp(-square) * sum;
    }

    private static DoubleDouble Expm1Series(DoubleDouble x)
    {
        DoubleDouble term = x;
        DoubleDouble sum = x;
        for (int n = 2; n < 32; n++)
        {
            term = term * x / n;
            sum += term;
        }

        return sum;
    }

    private static DoubleDouble Log1pNearZero(DoubleDouble x) => x - (x * x * (0.5 - (x * (new DoubleDouble(1, 0) / 3 - (x * 0.25)))));

    private static DoubleDouble TwoSum(double a, double b)
    {
        double sum = a + b;
        double part = sum - a;
        return new DoubleDouble(sum, (a - (sum - part)) + (b - part));
    }

    private static DoubleDouble FastTwoSum(double a, double b)
    {
        double sum = a + b;
        return new DoubleDouble(sum, b - (sum - a));
    }
}
