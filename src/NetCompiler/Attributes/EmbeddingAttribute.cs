namespace NetCompiler;

/// <summary>A learned vector for every id of a vocabulary, such as the characters or words of a text: y = W[id].</summary>
/// <remarks>The first layer of a network. Its inputs are ids, the whole numbers from 0 to <paramref name="vocabulary"/> - 1, as elements of the input. Of a sequence every step becomes the
/// vector of its id, <c>[time, units]</c>; several features of a step become as many vectors one behind the other. Of other inputs <c>[n]</c> become <c>[n, units]</c>, and a single
/// id becomes <c>[units]</c>. An id outside the vocabulary is an <see cref="ArgumentException"/>. Parameters: <c>weight</c> <c>[vocabulary, units]</c>.</remarks>
/// <param name="vocabulary">How many ids there are, at least 1; in a network of float at most 16,777,216, above which float leaves out whole numbers.</param>
/// <param name="units">Elements of the vector of each id, at least 1.</param>
public sealed class EmbeddingAttribute(int vocabulary, int units) : LayerAttribute
{
    /// <summary>How many ids there are.</summary>
    public int Vocabulary { get; } = vocabulary;

    /// <summary>Elements of the vector of each id.</summary>
    public int Units { get; } = units;

    /// <summary>An id that stands for nothing, such as the padding behind short texts: its vector starts as zeros and is not learned. -1, by default, for none.</summary>
    public int PaddingIndex { get; set; } = -1;

    /// <summary>The initialiser of the vectors; <see cref="Initializer.Default"/> is normal with standard deviation 1, as in PyTorch.</summary>
    public Initializer Init { get; set; }

    /// <summary>The parameter of <see cref="Init"/>: the bound, the standard deviation or the gain (see <see cref="Initializer"/>).</summary>
    public double InitScale { get; set; }
}
