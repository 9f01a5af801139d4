namespace NetCompiler;

/// <summary>Base of every attribute that declares how the gradient is clipped; a network has at most one, behind its layers.</summary>
/// <remarks>See <see cref="GradientClipping"/>. Clipping bounds a gradient that explodes; it does not help one that vanishes.</remarks>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public abstract class ClippingAttribute : Attribute
{
    private protected ClippingAttribute()
    {
    }
}
