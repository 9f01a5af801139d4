using System.Runtime.CompilerServices;
using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Passes;

/// <summary>Compares operations by identity, where two equal ones are still two.</summary>
internal sealed class ReferenceComparer : IEqualityComparer<Operation>
{
    public static readonly ReferenceComparer Instance = new();

    public bool Equals(Operation? x, Operation? y) => ReferenceEquals(x, y);

    public int GetHashCode(Operation obj) => RuntimeHelpers.GetHashCode(obj);
}
