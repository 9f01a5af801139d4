using System.Text;

namespace CharacterModel;

/// <summary>A text as bytes. The end of one that is long enough is held out: it is never trained on.</summary>
internal sealed class Corpus
{
    private const int LeastForHoldOut = 20_000;

    private readonly byte[] _training;

    /// <summary>Reads a text.</summary>
    /// <param name="path">The file.</param>
    /// <param name="window">The bytes of one training example, of which the file has more.</param>
    public Corpus(string path, int window)
    {
        byte[] all = File.ReadAllBytes(path);
        int heldOut = all.Length >= LeastForHoldOut ? all.Length / 10 : 0;
        (_training, HeldOut) = (all[..^heldOut], all[^heldOut..]);
        BytesPerCharacter = (double)all.Length / Math.Max(Encoding.UTF8.GetString(all).EnumerateRunes().Count(), 1);
        Length = all.Length;
    }

    public int Length { get; }

    /// <summary>What is not trained on; may be empty.</summary>
    public byte[] HeldOut { get; }

    public double BytesPerCharacter { get; }

    /// <summary>What a text begins with.</summary>
    public byte[] Start => _training[..8];

    /// <summary>Draws pieces of the text, and for every byte the one that follows.</summary>
    public void Draw(Random random, int window, Span<float> inputs, Span<float> targets)
    {
        for (int example = 0; example < inputs.Length / window; example++)
        {
            int first = random.Next(_training.Length - window);
            for (int t = 0; t < window; t++)
            {
                inputs[(example * window) + t] = _training[first + t];
                targets[(example * window) + t] = _training[first + t + 1];
            }
        }
    }
}
