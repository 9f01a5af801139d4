using NetCompiler;

namespace VanishingGradient.Papers;

/// <summary>Clipping keeps steps short where the loss has a cliff. It does nothing for a gradient that is too small.</summary>
internal sealed class Pascanu2013 : IPaper
{
    private const int Steps = 50;
    private const int Seeds = 4;
    private const float Gain = 1.5f;

    private static readonly double[] s_learningRates = [0.01, 0.03, 0.1, 0.3, 1];

    private static int All => Seeds * s_learningRates.Length;

    public string Source => "Pascanu et al. 2013: On the difficulty of training recurrent neural networks (figure 7)";

    public string Setting => "theirs: temporal order over 50 to 200 steps, 50 tanh units, SGD; here: which of two symbols came first, after 49 steps of noise, 32 tanh units, SGD with rates from 0.01 to 1, 4 seeds";

    public string Published => "clipping raises the rate of success of SGD, and with it longer spans are learned; what vanishes needs something else (there a regulariser)";

    public Finding Run(Notebook notebook)
    {
        Dataset<float> training = Latch.Draw(1, 25_600, Steps), test = Latch.Draw(2, 512, Steps);
        int free = Solved("recurrent weights 1.5 × orthogonal", Exploding, GradientClipping.None), clipped = Solved("… clipped", Exploding, GradientClipping.ByGlobalNorm(1));
        int small = Solved("small recurrent weights", seed => new LatchRnn(seed), GradientClipping.None), smallClipped = Solved("… clipped", seed => new LatchRnn(seed), GradientClipping.ByGlobalNorm(1));
        return new(
            FormattableString.Invariant($"where the gradient explodes, {free} of {All} runs learn it, with clipping {clipped}; where it vanishes, {small}, with clipping {smallClipped}"),
            clipped - free >= All / 4 && smallClipped - small < All / 4);

        int Solved(string name, Func<ulong, INetwork<float>> create, GradientClipping clipping) => notebook.Note(
            name,
            () => s_learningRates.Sum(rate => Enumerable.Range(1, Seeds).Count(seed => IsSolved(create((ulong)seed), rate, clipping))),
            count => $"{count} of {All} runs learn it");

        bool IsSolved(INetwork<float> network, double rate, GradientClipping clipping) => Runs.Train(network, training, test, new Sgd(rate), epochs: 1, clipping: clipping).HoldOut > 0.95;
    }

    private static LatchOrthogonal Exploding(ulong seed)
    {
        var network = new LatchOrthogonal(seed);
        ParameterInfo recurrent = LatchOrthogonal.Definition.Parameters.First(parameter => parameter.Name == "layers.0.weight_hh");
        foreach (ref float weight in network.Parameters.Slice(recurrent.Offset, recurrent.Length))
            weight *= Gain;
        return network;
    }
}
