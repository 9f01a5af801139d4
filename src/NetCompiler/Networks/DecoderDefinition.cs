namespace NetCompiler;

/// <summary>What a network writes besides what it reads.</summary>
/// <param name="Steps">The most steps of a target.</param>
/// <param name="Features">Elements that every step reads of the step before.</param>
/// <param name="StartToken">The id that the first step reads.</param>
/// <param name="StopToken">The id that ends a sequence; null for none.</param>
public sealed record DecoderDefinition(int Steps, int Features, int StartToken, int? StopToken);
