using System.Runtime.CompilerServices;

namespace NetCompiler.Tests;

public class AlignedBufferTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    public unsafe void First_element_lies_on_a_64_byte_boundary_and_is_zero(int length)
    {
        var buffer = new AlignedBuffer<float>(length);

        Assert.Equal(0, (nint)Unsafe.AsPointer(ref buffer.First) & 63);
        Assert.Equal(length, buffer.Span.Length);
        Assert.All(buffer.Span.ToArray(), value => Assert.Equal(0f, value));
    }
}
