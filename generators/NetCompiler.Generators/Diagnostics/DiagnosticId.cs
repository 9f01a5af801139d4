namespace NetCompiler.Generators;

/// <summary>The ids of all diagnostics. A number is never reused.</summary>
internal static class DiagnosticId
{
    public const string NotPartial = "NC1001";
    public const string NoInput = "NC1002";
    public const string TwoInputs = "NC1003";
    public const string NoLayers = "NC1004";
    public const string LayerAfterLoss = "NC1005";
    public const string TwoLosses = "NC1006";
    public const string NotPositive = "NC1007";
    public const string Combination = "NC1008";
    public const string RecursiveBlock = "NC1009";
    public const string NotABlock = "NC1010";
    public const string NoNetwork = "NC1011";
    public const string TwoParts = "NC1012";
    public const string UnsupportedType = "NC1013";
    public const string LossInBlock = "NC1014";
    public const string InputInBlock = "NC1015";
    public const string MemberConflict = "NC1016";
    public const string LossMismatch = "NC1017";
    public const string OutOfRange = "NC1018";
    public const string TooLarge = "NC1019";
    public const string UnknownLayer = "NC1020";
    public const string SkipMismatch = "NC1021";
    public const string NotOnNetwork = "NC1022";
    public const string TwoClippings = "NC1023";
    public const string ClippingPlace = "NC1024";
    public const string ConstructorWithoutSeed = "NC1025";
    public const string ShapeMismatch = "NC1026";
    public const string NeedsSequence = "NC1027";
    public const string SequenceToSequence = "NC1028";

    public const string VanishingGradient = "NC2001";
    public const string ExplodingGradient = "NC2002";
    public const string InitialiserMismatch = "NC2003";
    public const string SaturatedAtStart = "NC2004";
    public const string NormalizedDepth = "NC2005";
    public const string NormBeforeSigmoid = "NC2006";
    public const string SquaredErrorOfSigmoid = "NC2007";
    public const string BiasBeforeNorm = "NC2008";
    public const string DepthOverWidth = "NC2009";
    public const string ClippedVanishing = "NC2010";
    public const string DeadUnits = "NC2011";
    public const string UngatedSpan = "NC2012";
    public const string GateBias = "NC2013";
}
