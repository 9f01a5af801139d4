using System.Collections.Immutable;

namespace NetCompiler;

/// <summary>A sequence of ids that a network was asked to write.</summary>
/// <param name="Tokens">The ids, without those that it began with and without the one that stops.</param>
/// <param name="LogProbability">The natural logarithm of how probable the network takes it to be, the id that stops included.</param>
/// <param name="IsComplete">Whether it ended by itself, and not because it was long enough.</param>
public sealed record DecodedTokens(ImmutableArray<int> Tokens, double LogProbability, bool IsComplete);
