using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Layers.FeatureMaps;

/// <summary>Kernel, stride, padding and dilation of a layer with a window, and the window that they make of an input.</summary>
internal sealed class WindowArguments
{
    /// <summary>The value of Padding.Same; other values are numbers.</summary>
    private const int Same = -1;

    private readonly LayerArguments _arguments;
    private readonly int _kernelHeight;
    private readonly int _kernelWidth;
    private readonly int _stride;
    private readonly int _padding;
    private readonly int _dilation;

    /// <summary>Reads the arguments.</summary>
    /// <param name="arguments">The layer's arguments.</param>
    /// <param name="example">What to write for a kernel, such as <c>MaxPool(2)</c>.</param>
    public WindowArguments(LayerArguments arguments, string example)
    {
        _arguments = arguments;
        int kernel = arguments.Number("kernel", 0) == 0 && arguments.Has("KernelHeight") && arguments.Has("KernelWidth") ? 1 : arguments.Positive("kernel", 0, example);
        _kernelHeight = arguments.Has("KernelHeight") ? arguments.Positive("KernelHeight", 1, "KernelHeight = 3") : kernel;
        _kernelWidth = arguments.Has("KernelWidth") ? arguments.Positive("KernelWidth", 1, "KernelWidth = 3") : kernel;
        _stride = arguments.Has("Stride") ? arguments.Positive("Stride", 1, "Stride = 2") : 0;
        _dilation = arguments.Positive("Dilation", 1, "Dilation = 2");
        _padding = (int)arguments.Number("Padding", 0, value => value >= Same, "at least 0, or Padding.Same");
    }

    /// <summary>The settings for the definition of a layer with this window.</summary>
    public static IEnumerable<(string Name, double Value)> Options(Window? window) => window is null ? [] :
    [
        ("kernelHeight", window.Height.Kernel), ("kernelWidth", window.Width.Kernel), ("strideHeight", window.Height.Stride), ("strideWidth", window.Width.Stride),
        ("paddingTop", window.Height.Before), ("paddingLeft", window.Width.Before), ("dilation", window.Width.Dilation),
    ];

    /// <summary>The dimensions of an output with this window: those of the input with other channels and positions.</summary>
    public static int[] Dimensions(Value input, Window window, int channels) =>
        input.Dimensions.Length == 2 ? [channels, window.Width.Output] : [channels, window.Height.Output, window.Width.Output];

    /// <summary>The window of a convolution.</summary>
    /// <returns>Null when it does not fit, which is reported.</returns>
    public Window? ForConvolution(LoweringContext context, Value input) => Place(context, input, otherwise: 1);

    /// <summary>The window of a pool: padding reaches at most half a window, so that no window lies outside.</summary>
    /// <returns>Null when it does not fit, which is reported.</returns>
    public Window? ForPool(LoweringContext context, Value input)
    {
        int least = input.Dimensions.Length == 2 ? _kernelWidth : Math.Min(_kernelHeight, _kernelWidth);
        if (_padding <= least / 2)
            return Place(context, input, otherwise: 0);
        context.Report(DiagnosticId.ShapeMismatch,
            $"{context.Describe}: Padding is {_padding}, but at most half of the window of {least} may lie outside, which is {least / 2}; write Padding = {least / 2} or a larger window", "Padding");
        return null;
    }

    private Window? Place(LoweringContext context, Value input, int otherwise)
    {
        int[] shape = input.Dimensions;
        if (shape.Length == 2 && _arguments.Has("KernelHeight"))
        {
            context.Report(DiagnosticId.ShapeMismatch,
                $"{context.Describe}: KernelHeight is {_kernelHeight}, but the input {Shapes.Text(input)} is a line of {shape[1]} positions without height; write {_arguments.Kind}({_kernelWidth})", "KernelHeight");
            return null;
        }

        (int height, int width) = shape.Length == 2 ? (1, shape[1]) : (shape[1], shape[2]);
        WindowAxis? vertical = shape.Length == 2 ? new WindowAxis(1, 1) : Axis(context, input, height, _kernelHeight, otherwise, "height", "KernelHeight");
        WindowAxis? horizontal = vertical is null ? null : Axis(context, input, width, _kernelWidth, otherwise, shape.Length == 2 ? "length" : "width", "KernelWidth");
        if (vertical is not { } y || horizontal is not { } x)
            return null;
        double padded = ((double)y.Input + y.Before + y.After) * ((double)x.Input + x.Before + x.After) * input.Channels;
        if (padded <= int.MaxValue)
            return new Window(y, x);
        context.Report(DiagnosticId.TooLarge, FormattableString.Invariant(
            $"{context.Describe}: with its padding the input {Shapes.Text(input)} has {padded:0} elements, but at most {int.MaxValue} fit; write less padding"), "Padding");
        return null;
    }

    /// <param name="otherwise">The stride when none is written; 0 stands for the kernel.</param>
    private WindowAxis? Axis(LoweringContext context, Value input, int size, int kernel, int otherwise, string dimension, string argument)
    {
        int stride = _stride > 0 ? _stride : otherwise > 0 ? otherwise : kernel;
        long extent = ((kernel - 1L) * _dilation) + 1;
        (long before, long after) = _padding == Same ? ((extent - 1) / 2, extent / 2) : (_padding, _padding);
        // Too much padding for an int is too much for memory as well, which is found where both directions are known.
        if (extent <= size + before + after)
            return new WindowAxis(size, kernel, stride, _dilation, (int)Math.Min(before, int.MaxValue), (int)Math.Min(after, int.MaxValue));
        string kernelText = _dilation == 1 ? $"a kernel of {kernel}" : $"a kernel of {kernel} with dilation {_dilation} reaches over {extent} and";
        string sizeText = before + after == 0 ? $"{size}" : $"{size} + {before + after} of padding";
        context.Report(DiagnosticId.ShapeMismatch,
            $"{context.Describe}: {kernelText} does not fit into the {dimension} of {sizeText} of the input {Shapes.Text(input)}; write a smaller kernel, or Padding = Padding.Same",
            _arguments.Has(argument) ? argument : "kernel");
        return null;
    }
}
