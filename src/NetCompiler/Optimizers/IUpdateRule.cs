using System.Numerics;

namespace NetCompiler;

/// <summary>The arithmetic of one optimizer on one vector of parameters; <see cref="FusedPass"/> inlines it into its loop.</summary>
internal interface IUpdateRule<T> where T : unmanaged
{
    /// <summary>How many vectors the rule remembers between steps: 0, 1 or 2.</summary>
    static abstract int Memories { get; }

    /// <summary>Computes the new parameters from the old ones and their gradient, and renews the memories.</summary>
    Vector<T> Apply(Vector<T> parameter, Vector<T> gradient, ref Vector<T> first, ref Vector<T> second);
}
