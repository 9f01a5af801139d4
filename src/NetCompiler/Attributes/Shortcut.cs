namespace NetCompiler;

/// <summary>What the shortcut of a <see cref="ResidualAttribute"/> does where the layers change the shape.</summary>
public enum Shortcut
{
    /// <summary>Nothing: a change of shape is an error.</summary>
    Identity,

    /// <summary>A learned projection without bias where the shape changes, and nothing elsewhere (option B of He et al. 2015).</summary>
    Projection,
}
