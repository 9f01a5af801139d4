namespace NetCompiler;

/// <summary>What a recurrent layer gives.</summary>
public enum Returns
{
    /// <summary>Its output after the last step, <c>[units]</c>.</summary>
    Last,

    /// <summary>Its output after every step, <c>[time, units]</c>.</summary>
    Sequence,
}
