namespace NetCompiler;

/// <summary>How <see cref="ParallelAttribute{TFirst, TSecond}"/> puts the outputs of its blocks together.</summary>
public enum Merge
{
    /// <summary>Their sum; all have the same shape.</summary>
    Sum,

    /// <summary>Side by side, in order.</summary>
    Concat,

    /// <summary>Their product, element by element; all have the same shape.</summary>
    Multiply,
}

/// <summary>Two blocks next to each other: both see the same input, and their outputs are put together.</summary>
/// <typeparam name="TFirst">A class marked with <see cref="BlockAttribute"/>.</typeparam>
/// <typeparam name="TSecond">A class marked with <see cref="BlockAttribute"/>.</typeparam>
/// <param name="merge">How the outputs are put together.</param>
public sealed class ParallelAttribute<TFirst, TSecond>(Merge merge = Merge.Sum) : LayerAttribute
{
    /// <summary>How the outputs are put together.</summary>
    public Merge Merge { get; } = merge;
}

/// <summary>Three blocks next to each other: see <see cref="ParallelAttribute{TFirst, TSecond}"/>.</summary>
/// <typeparam name="TFirst">A class marked with <see cref="BlockAttribute"/>.</typeparam>
/// <typeparam name="TSecond">A class marked with <see cref="BlockAttribute"/>.</typeparam>
/// <typeparam name="TThird">A class marked with <see cref="BlockAttribute"/>.</typeparam>
/// <param name="merge">How the outputs are put together.</param>
public sealed class ParallelAttribute<TFirst, TSecond, TThird>(Merge merge = Merge.Sum) : LayerAttribute
{
    /// <summary>How the outputs are put together.</summary>
    public Merge Merge { get; } = merge;
}

/// <summary>Four blocks next to each other: see <see cref="ParallelAttribute{TFirst, TSecond}"/>.</summary>
/// <typeparam name="TFirst">A class marked with <see cref="BlockAttribute"/>.</typeparam>
/// <typeparam name="TSecond">A class marked with <see cref="BlockAttribute"/>.</typeparam>
/// <typeparam name="TThird">A class marked with <see cref="BlockAttribute"/>.</typeparam>
/// <typeparam name="TFourth">A class marked with <see cref="BlockAttribute"/>.</typeparam>
/// <param name="merge">How the outputs are put together.</param>
public sealed class ParallelAttribute<TFirst, TSecond, TThird, TFourth>(Merge merge = Merge.Sum) : LayerAttribute
{
    /// <summary>How the outputs are put together.</summary>
    public Merge Merge { get; } = merge;
}
