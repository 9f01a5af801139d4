using System.Text;
using NetCompiler;

namespace CharacterModel;

/// <summary>A network that is given a text byte by byte and remembers what it has read.</summary>
internal sealed class TextStream(IRecurrentNetwork<float> network)
{
    private readonly RecurrentState<float> _state = network.CreateState();
    private readonly float[] _input = new float[1];
    private readonly float[] _logits = new float[network.StepOutputLength];

    /// <summary>Writes a text: each byte is drawn from what the network expects, and read in turn.</summary>
    /// <param name="start">What it begins with.</param>
    /// <param name="length">The bytes to write.</param>
    /// <param name="temperature">Less than 1 prefers what is likely, more makes all alike.</param>
    /// <param name="random">Where chance comes from.</param>
    public string Write(byte[] start, int length, double temperature, Random random)
    {
        DecodedTokens written = new TokenDecoder<float>(network) { MaxLength = length }.Sample([.. start.Select(value => (int)value)], random, temperature);
        return Encoding.UTF8.GetString([.. start, .. written.Tokens.Select(token => (byte)token)]);
    }

    /// <summary>How many bits the network needs for a byte of a text on average.</summary>
    public double BitsPerByte(ReadOnlySpan<byte> text)
    {
        _state.Reset();
        double bits = 0;
        for (int i = 0; i < text.Length - 1; i++)
        {
            Read(text[i]);
            double max = _logits.Max(), sum = _logits.Sum(logit => Math.Exp(logit - max));
            bits += (max + Math.Log(sum) - _logits[text[i + 1]]) / Math.Log(2);
        }

        return bits / (text.Length - 1);
    }

    private void Read(byte value)
    {
        _input[0] = value;
        network.Step(_input, _state, _logits);
    }
}
