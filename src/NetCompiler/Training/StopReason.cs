namespace NetCompiler;

/// <summary>Why training ended.</summary>
public enum StopReason
{
    /// <summary>All epochs were trained.</summary>
    Completed,

    /// <summary>The monitored value no longer improved.</summary>
    EarlyStopping,

    /// <summary>The cancellation token asked for it.</summary>
    Cancelled,

    /// <summary>A loss or a gradient was not finite.</summary>
    Diverged,
}
