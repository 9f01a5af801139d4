using System.Numerics;
using System.Runtime.InteropServices;

namespace NetCompiler;

/// <summary>Fills a parameter vector with its first values.</summary>
public static class ParameterInitializer
{
    /// <summary>Writes the first values of every parameter, as its definition says; gaps between tensors are set to zero.</summary>
    /// <remarks>The values of a tensor depend on the seed, its name, shape and initialiser, and on nothing else. Single-precision
    /// values are the double-precision ones, rounded.</remarks>
    /// <typeparam name="T">The element type: <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="definition">The network.</param>
    /// <param name="parameters">The flat parameter vector.</param>
    /// <param name="seed">The seed: the same seed gives the same values on every platform.</param>
    /// <exception cref="ArgumentException">The vector's length is not the definition's, or a parameter names no initialiser.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is another type.</exception>
    public static void Initialize<T>(NetworkDefinition definition, Span<T> parameters, ulong seed)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(definition);
        if (parameters.Length != definition.ParameterVectorLength)
            throw new ArgumentException(
                $"{definition.Name} has {definition.ParameterVectorLength} parameters, gaps included, but the span holds {parameters.Length}.",
                nameof(parameters));
        if (typeof(T) == typeof(float))
            Fill(definition, MemoryMarshal.Cast<T, float>(parameters), seed);
        else if (typeof(T) == typeof(double))
            Fill(definition, MemoryMarshal.Cast<T, double>(parameters), seed);
        else
            throw new NotSupportedException($"Parameters are float or double, not {typeof(T).Name}.");
    }

    private static void Fill<T>(NetworkDefinition definition, Span<T> parameters, ulong seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        parameters.Clear();
        ReadOnlySpan<T> before = default;
        foreach (ParameterInfo parameter in definition.Parameters)
        {
            Span<T> values = parameters.Slice(parameter.Offset, parameter.Length);
            if (parameter.Role == ParameterRole.Length)
                FillLengths(values, before, parameter.Scale);
            else if (!parameter.BlockScales.IsEmpty)
                FillBlocks(parameter, values, seed);
            else
                Fill(parameter, values, new Philox(seed, Philox.StreamOf(parameter.Name)));
            if (parameter.ZeroRow is { } row)
                values.Slice(row * Columns(parameter), Columns(parameter)).Clear();
            before = values;
        }
    }

    /// <summary>The lengths of the columns of a weight.</summary>
    private static void FillLengths<T>(Span<T> values, ReadOnlySpan<T> weight, double scale)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int column = 0; column < values.Length; column++)
        {
            double squares = 0;
            for (int i = column; i < weight.Length; i += values.Length)
                squares += double.CreateTruncating(weight[i]) * double.CreateTruncating(weight[i]);
            values[column] = T.CreateTruncating(scale * Math.Sqrt(squares));
        }
    }

    /// <summary>Every run of columns is a tensor of its own, with the stream of random numbers of its number.</summary>
    private static void FillBlocks<T>(ParameterInfo parameter, Span<T> values, ulong seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int blocks = parameter.BlockScales.Length, width = Columns(parameter) / blocks, rows = Rows(parameter);
        var block = new T[rows * width];
        for (int i = 0; i < blocks; i++)
        {
            var part = new ParameterInfo(
                parameter.Name, 0, [.. parameter.Shape[..^1], width], parameter.Role, parameter.Initializer, parameter.Scale * parameter.BlockScales[i], parameter.Fan);
            Fill(part, block, new Philox(seed, Philox.StreamOf($"{parameter.Name}.{i}")));
            for (int row = 0; row < rows; row++)
                block.AsSpan(row * width, width).CopyTo(values[((row * Columns(parameter)) + (i * width))..]);
        }
    }

    private static void Fill<T>(ParameterInfo parameter, Span<T> values, Philox random)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double scale = parameter.Scale;
        Fans fans = Fans.Of(parameter);
        int fan = parameter.Fan == Fan.In ? fans.In : fans.Out;
        switch (parameter.Initializer)
        {
            case Initializer.Zeros:
                values.Clear();
                break;
            case Initializer.Constant:
                values.Fill(T.CreateTruncating(scale));
                break;
            case Initializer.Uniform:
                FillUniform(values, scale, random);
                break;
            case Initializer.Normal:
                FillNormal(values, scale, random);
                break;
            case Initializer.TruncatedNormal:
                for (int i = 0; i < values.Length; i++)
                    values[i] = T.CreateTruncating(scale * random.TruncatedNormal((ulong)i));
                break;
            case Initializer.GlorotUniform:
                FillUniform(values, scale * Math.Sqrt(6.0 / (fans.In + fans.Out)), random);
                break;
            case Initializer.GlorotNormal:
                FillNormal(values, scale * Math.Sqrt(2.0 / (fans.In + fans.Out)), random);
                break;
            case Initializer.HeUniform:
                FillUniform(values, scale * Math.Sqrt(6.0 / fan), random);
                break;
            case Initializer.HeNormal:
                FillNormal(values, scale * Math.Sqrt(2.0 / fan), random);
                break;
            case Initializer.LecunUniform:
                FillUniform(values, scale * Math.Sqrt(3.0 / fans.In), random);
                break;
            case Initializer.LecunNormal:
                FillNormal(values, scale * Math.Sqrt(1.0 / fans.In), random);
                break;
            case Initializer.Orthogonal:
                double[] orthogonal = OrthogonalMatrix.Create(Rows(parameter), Columns(parameter), random);
                for (int i = 0; i < values.Length; i++)
                    values[i] = T.CreateTruncating(scale * orthogonal[i]);
                break;
            case Initializer.Identity:
                values.Clear();
                for (int i = 0; i < Math.Min(Rows(parameter), Columns(parameter)); i++)
                    values[i * (Columns(parameter) + 1)] = T.CreateTruncating(scale);
                break;
            default:
                throw new ArgumentException($"{parameter.Name} has no initialiser that can be run: {parameter.Initializer}.");
        }
    }

    private static void FillUniform<T>(Span<T> values, double bound, Philox random)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < values.Length; i++)
            values[i] = T.CreateTruncating(bound * ((2 * random.Uniform((ulong)i)) - 1));
    }

    private static void FillNormal<T>(Span<T> values, double deviation, Philox random)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < values.Length; i++)
            values[i] = T.CreateTruncating(deviation * random.Normal((ulong)i));
    }

    // A tensor of more than two dimensions is seen as a matrix of its last dimension; a vector as one row.
    private static int Columns(ParameterInfo parameter) => parameter.Shape.IsEmpty ? 1 : parameter.Shape[^1];

    private static int Rows(ParameterInfo parameter) => parameter.Length / Columns(parameter);
}
