using NetCompiler.Generators.Emit.Products;
using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Emit.Convolutions;

/// <summary>The sizes that the kernels of a convolution work with.</summary>
internal sealed class ConvolutionShape
{
    /// <summary>Describes a convolution.</summary>
    /// <param name="convolution">The convolution.</param>
    /// <param name="keepsSums">Whether its kernel can keep the sums behind an epilogue.</param>
    public ConvolutionShape(Convolution convolution, bool keepsSums = false)
    {
        Signature = new ProductSignature(convolution, keepsSums);
        Window = Flatten(convolution.Window);
        Groups = convolution.Groups;
        GroupInputs = convolution.GroupInputs;
        GroupOutputs = convolution.OutputChannels / Groups;
        ReadsCaller = convolution.Left.Kind == ValueKind.Input;
    }

    public ProductSignature Signature { get; }

    public Window Window { get; }

    public WindowAxis Height => Window.Height;

    public WindowAxis Width => Window.Width;

    public int Groups { get; }

    public int GroupInputs { get; }

    public int GroupOutputs { get; }

    public int Inputs => GroupInputs * Groups;

    public int Outputs => GroupOutputs * Groups;

    /// <summary>Elements of an example of the input.</summary>
    public int InputLength => Height.Input * Width.Input * Inputs;

    /// <summary>Elements of an example of the output.</summary>
    public int OutputLength => Window.Positions * Outputs;

    /// <summary>Whether every channel has a kernel of its own, so that vectors run over the channels of both factors.</summary>
    public bool IsChannelwise => GroupInputs == 1 && GroupOutputs == 1 && Groups > 1;

    /// <summary>Whether the left factor is in the caller's memory, behind which nothing may be read.</summary>
    public bool ReadsCaller { get; }

    public string Key => $"Convolution {Window} {Groups} {GroupInputs} {ReadsCaller && IsChannelwise} {Signature.Key}";

    /// <summary>The name for kernels, such as <c>32x32x16x3x3x16</c>.</summary>
    public string Name => $"{Height.Input}x{Width.Input}x{Inputs}x{Height.Kernel}x{Width.Kernel}x{Outputs}";

    /// <summary>The shapes of input, weight and output for a description.</summary>
    public string InputText => $"b, {Height.Input}, {Width.Input}, {Inputs}";

    public string WeightText => $"{Height.Kernel}, {Width.Kernel}, {GroupInputs}, {Outputs}";

    public string OutputText => $"b, {Height.Output}, {Width.Output}, {Outputs}";

    /// <summary>A kernel of one element sees every position by itself, so that they can be one long row.</summary>
    private static Window Flatten(Window window) =>
        window is { Taps: 1, IsPadded: false, Height.Stride: 1, Width.Stride: 1 }
            ? new Window(new WindowAxis(1, 1), new WindowAxis(window.Positions, 1))
            : window;
}
