namespace NetCompiler;

/// <summary>A block that writes a sequence, the target, of as many steps as it needs: every step reads what the step before has written, and the recurrent layers begin where those of the
/// <see cref="EncoderAttribute{TBlock}"/> in front end. Sutskever, Vinyals and Le 2014; Cho et al. 2014.</summary>
/// <remarks>The network becomes an <see cref="ISequenceToSequenceNetwork{T}"/>. In training a step reads the target of the step before, and the first one the start; in use it reads the output.
/// With <see cref="SoftmaxCrossEntropyAttribute"/> that are ids, of which the block makes vectors with an <see cref="EmbeddingAttribute"/>; with <see cref="MeanSquaredErrorAttribute"/> and its
/// like the numbers themselves, of which the start are zeros. Layers in the block and behind it work on every step or look back. Where targets end with an id of their own, it belongs to them.</remarks>
/// <typeparam name="TBlock">A class marked with <see cref="BlockAttribute"/>, such as <c>[Block, Embedding(1000, 64), Gru(128, Returns = Returns.Sequence), Dense(1000)]</c>.</typeparam>
/// <param name="time">The most steps of a target, at least 1.</param>
public sealed class DecoderAttribute<TBlock>(int time) : LayerAttribute
{
    /// <summary>The most steps of a target.</summary>
    public int Time { get; } = time;

    /// <summary>Elements that a step reads of the step before: those of a target. 1, by default, for ids.</summary>
    public int Features { get; set; } = 1;

    /// <summary>The id that the first step reads; 0 by default.</summary>
    public int StartToken { get; set; }

    /// <summary>The id that ends a sequence, for <see cref="TokenDecoder{T}"/>; -1, by default, for none.</summary>
    public int StopToken { get; set; } = -1;
}
