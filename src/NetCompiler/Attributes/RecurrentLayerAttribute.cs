namespace NetCompiler;

/// <summary>Base of the recurrent layers, which read a sequence <c>[time, features]</c> step by step.</summary>
/// <param name="units">The numbers that are handed from step to step, at least 1.</param>
public abstract class RecurrentLayerAttribute(int units) : LayerAttribute
{
    /// <summary>The numbers that are handed from step to step.</summary>
    public int Units { get; } = units;

    /// <summary>What the layer gives: its output after the last step, by default, or after every step. Write <see cref="Returns.Sequence"/> in front of another recurrent
    /// layer.</summary>
    public Returns Returns { get; set; }

    /// <summary>The initialiser of the weights of the input, of every gate by itself.</summary>
    public Initializer Init { get; set; }

    /// <summary>The parameter of <see cref="Init"/> (see <see cref="Initializer"/>).</summary>
    public double InitScale { get; set; }

    /// <summary>The initialiser of the recurrent weights, of every gate by itself; <see cref="Initializer.Default"/> is <see cref="Initializer.Orthogonal"/>.</summary>
    public Initializer RecurrentInit { get; set; }

    /// <summary>The parameter of <see cref="RecurrentInit"/> (see <see cref="Initializer"/>).</summary>
    public double RecurrentInitScale { get; set; }

    /// <summary>The probability, at least 0 and less than 1, that in training a number of the recurrent state is dropped: the same ones in all steps of an example, other ones in
    /// every example. Gal and Ghahramani 2016. 0 by default.</summary>
    public double RecurrentDropout { get; set; }
}
