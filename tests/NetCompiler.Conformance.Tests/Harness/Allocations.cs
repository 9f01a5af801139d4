namespace NetCompiler.Conformance.Tests.Harness;

/// <summary>Counts what code allocates.</summary>
internal static class Allocations
{
    /// <summary>Bytes that the current thread allocates in an action, the least of several times: when another thread's collection takes away the memory that this one allocates from,
    /// what was left of it counts as allocated.</summary>
    public static long Of(Action action)
    {
        long least = long.MaxValue;
        for (int i = 0; i < 5 && least > 0; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            action();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
