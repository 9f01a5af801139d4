namespace NetCompiler.Generators.Analysis.GradientFlow;

/// <summary>How serious a finding is.</summary>
internal enum FlowGrade
{
    /// <summary>Nothing to say.</summary>
    None,

    /// <summary>Worth knowing; networks like this often learn.</summary>
    Information,

    /// <summary>Networks like this mostly fail.</summary>
    Warning,

    /// <summary>Networks like this cannot learn; an error where a project asks for it.</summary>
    Error,
}

/// <summary>From where on a number is worth which grade.</summary>
/// <param name="Information">From here on it is worth knowing.</param>
/// <param name="Warning">From here on it is a warning.</param>
/// <param name="Error">From here on it is an error; infinite for never.</param>
/// <param name="IsFalling">Whether it is the worse the smaller it is.</param>
internal sealed record FlowLevels(double Information, double Warning, double Error, bool IsFalling)
{
    /// <summary>Levels of which none is an error, of a number that should not be small.</summary>
    public static FlowLevels Falling(double information, double warning) => new(information, warning, double.NegativeInfinity, IsFalling: true);

    /// <summary>Levels of which none is an error, of a number that should not be great.</summary>
    public static FlowLevels Rising(double information, double warning) => new(information, warning, double.PositiveInfinity, IsFalling: false);

    /// <summary>The grade of a number.</summary>
    public FlowGrade Of(double value) =>
        !double.IsInfinity(Error) && Reaches(value, Error) ? FlowGrade.Error : Reaches(value, Warning) ? FlowGrade.Warning : Reaches(value, Information) ? FlowGrade.Information : FlowGrade.None;

    private bool Reaches(double value, double level) => IsFalling ? value <= level : value >= level;
}

/// <summary>From where on something is worth a warning.</summary>
internal sealed record FlowThresholds
{
    /// <summary>The decimal logarithm of an error signal, relative to the output, that counts as vanished.</summary>
    public FlowLevels Vanishing { get; init; } = FlowLevels.Falling(-2, FlowLimits.Vanished);

    /// <summary>The decimal logarithm of an error signal, relative to the output, that counts as exploded.</summary>
    public FlowLevels Exploding { get; init; } = FlowLevels.Rising(1.3, FlowLimits.Exploded);

    /// <summary>The variance of the logarithm of the squared error signal, from finite width, that makes training a matter of luck.</summary>
    public FlowLevels DepthOverWidth { get; init; } = FlowLevels.Rising(1.5, 2.5);

    /// <summary>The decimal logarithm of the gradient at the first step of a sequence, relative to the last, that counts as vanished. Never an error: shorter spans teach first.</summary>
    public FlowLevels Span { get; init; } = FlowLevels.Falling(-2.5, FlowLimits.VanishedInTime);
}
