namespace NetCompiler;

/// <summary>How far open a gate of a recurrent layer is.</summary>
/// <param name="Gate">The gate: <c>forget</c>, <c>input</c> or <c>output</c> of an Lstm, <c>reset</c> or <c>update</c> of a Gru.</param>
/// <param name="Mean">Its mean over units, time steps and examples, from 0 for shut to 1 for open. A cell forgets with a forget gate, and a Gru with an update gate, that is near 0.</param>
public sealed record GateMean(string Gate, double Mean);
