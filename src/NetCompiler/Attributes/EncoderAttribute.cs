namespace NetCompiler;

/// <summary>A block that reads the source of a network that writes another sequence: the recurrent layers of the <see cref="DecoderAttribute{TBlock}"/> behind it begin with the state in which
/// its own end, the first with that of the first, and so on. Sutskever, Vinyals and Le 2014; Cho et al. 2014.</summary>
/// <remarks>The recurrent layers of both blocks are of the same kinds and units. Those inside <see cref="BidirectionalAttribute{TBlock}"/> hand over the states of both directions, put together
/// as their outputs are. A block without recurrent layers hands over nothing. What the block gives is what an <see cref="AttentionAttribute"/> in the decoder looks at.</remarks>
/// <typeparam name="TBlock">A class marked with <see cref="BlockAttribute"/>, such as <c>[Block, Embedding(1000, 64), Gru(128, Returns = Returns.Sequence)]</c>.</typeparam>
public sealed class EncoderAttribute<TBlock> : LayerAttribute;
