namespace NetCompiler;

/// <summary>What the shortcut of a <see cref="ResidualAttribute"/> does where the layers change the shape.</summary>
public enum Shortcut
{
    /// <summary>Nothing: a change of shape is an error.</summary>
    Identity,

    /// <summary>A learned projection without bias where the shape changes, and nothing elsewhere (option B of He et al. 2015). Feature maps are projected position by position, by a
    /// convolution with a kernel of 1 and the stride of the layers.</summary>
    Projection,

    /// <summary>A projection followed by <see cref="BatchNormAttribute"/> where the shape changes, and nothing elsewhere.</summary>
    NormalizedProjection,
}
