namespace NetCompiler.Generators.Layers;

/// <summary>The stream of random numbers of a layer: as the runtime's Philox.StreamOf, the 64-bit FNV-1a hash of its path over UTF-16 code units.</summary>
internal static class RandomStream
{
    public static ulong Of(string path)
    {
        ulong hash = 0xCBF29CE484222325;
        foreach (char unit in path)
            hash = unchecked((hash ^ unit) * 0x00000100000001B3);
        return hash;
    }
}
