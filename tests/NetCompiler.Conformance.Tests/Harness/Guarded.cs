using System.Numerics;

namespace NetCompiler.Conformance.Tests.Harness;

/// <summary>A span between canaries of NaN.</summary>
internal sealed class Guarded<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Guard = 67;

    private readonly T[] _values;
    private readonly T[] _array;

    public Guarded(T[] values)
    {
        _values = values;
        _array = new T[values.Length + (2 * Guard)];
        _array.AsSpan().Fill(T.NaN);
        values.CopyTo(Span);
    }

    public Span<T> Span => _array.AsSpan(Guard, _values.Length);

    public void AssertUnchanged(string what)
    {
        AssertGuardsUnchanged(what);
        Elements.AssertSame<T>(_values, Span, what);
    }

    public void AssertGuardsUnchanged(string what)
    {
        for (int i = 0; i < Guard; i++)
        {
            Assert.True(T.IsNaN(_array[i]), $"{what}: element {i - Guard} in front of it was written.");
            Assert.True(T.IsNaN(_array[^(i + 1)]), $"{what}: element {Guard - 1 - i} behind it was written.");
        }
    }
}
