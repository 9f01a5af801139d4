namespace VanishingGradient.Papers;

/// <summary>A published experiment, made small enough for minutes on two cores.</summary>
internal interface IPaper
{
    /// <summary>Who found it, and where it is written.</summary>
    string Source { get; }

    /// <summary>What they did, and what is done here.</summary>
    string Setting { get; }

    /// <summary>What they found.</summary>
    string Published { get; }

    /// <summary>Does it again.</summary>
    /// <param name="notebook">Who is told of every training run.</param>
    Finding Run(Notebook notebook);
}

/// <summary>What came of it.</summary>
/// <param name="Ours">In numbers.</param>
/// <param name="Agrees">Whether it is what was published.</param>
internal sealed record Finding(string Ours, bool Agrees);
