using NetCompiler.Conformance.Tests.Cases;

namespace NetCompiler.Conformance.Tests.Contract;

/// <summary>What a network writes, against what it predicts for every sequence that it could have written.</summary>
public class DecoderTests
{
    private const int Vocabulary = 11, Stop = 4;

    private static readonly int[] s_prompt = [3, 1];

    private readonly IRecurrentNetwork<double> _network = (IRecurrentNetwork<double>)SequenceCases.Library.Create<double>("TokenSteps", seed: 5);

    [Fact]
    public void Greedy_takes_the_most_probable_id()
    {
        DecodedTokens written = new TokenDecoder<double>(_network) { MaxLength = 4 }.Greedy(s_prompt);

        Assert.Equal(4, written.Tokens.Length);
        Assert.False(written.IsComplete);
        double sum = 0;
        for (int i = 0; i < 4; i++)
        {
            double[] following = Following([.. s_prompt, .. written.Tokens[..i]]);
            Assert.Equal(following.Max(), following[written.Tokens[i]]);
            sum += following[written.Tokens[i]];
        }

        Assert.Equal(sum, written.LogProbability, 1e-12);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(1.0)]
    public void A_wide_beam_finds_the_best_of_all(double penalty)
    {
        var decoder = new TokenDecoder<double>(_network) { MaxLength = 2, StopToken = Stop, LengthPenalty = penalty };

        IReadOnlyList<DecodedTokens> found = decoder.Beam(s_prompt, Vocabulary * Vocabulary);

        List<DecodedTokens> all = [.. All()];
        Assert.Equal(all.Count, found.Count);
        foreach ((DecodedTokens expected, DecodedTokens actual) in all.OrderByDescending(Score).Zip(found))
        {
            Assert.Equal(expected.Tokens, actual.Tokens);
            Assert.Equal(expected.IsComplete, actual.IsComplete);
            Assert.Equal(expected.LogProbability, actual.LogProbability, 1e-12);
        }

        double Score(DecodedTokens tokens) => tokens.LogProbability / Math.Pow(tokens.Tokens.Length + (tokens.IsComplete ? 1 : 0), penalty);
    }

    [Fact]
    public void A_beam_of_one_is_greedy()
    {
        var decoder = new TokenDecoder<double>(_network) { MaxLength = 5, StopToken = Stop };
        (DecodedTokens greedy, DecodedTokens beam) = (decoder.Greedy(s_prompt), decoder.Beam(s_prompt, 1).Single());
        Assert.Equal(greedy.Tokens, beam.Tokens);
        Assert.Equal(greedy.LogProbability, beam.LogProbability, 1e-12);
    }

    [Fact]
    public void A_beam_is_never_worse_than_greedy()
    {
        int lost = 0;
        for (ulong seed = 0; seed < 40; seed++)
        {
            var network = (IRecurrentNetwork<double>)SequenceCases.Library.Create<double>("TokenSteps", seed);
            foreach (ref double parameter in network.Parameters)
                parameter *= 2;
            foreach (double penalty in new[] { 0.0, 1.0 })
            {
                var decoder = new TokenDecoder<double>(network) { MaxLength = 5, StopToken = Stop, LengthPenalty = penalty };
                DecodedTokens greedy = decoder.Greedy(s_prompt);
                IReadOnlyList<DecodedTokens> beam = decoder.Beam(s_prompt, 2);
                Assert.True(Score(beam[0]) >= Score(greedy));
                Assert.False(beam[0].IsComplete == beam[1].IsComplete && beam[0].Tokens.SequenceEqual(beam[1].Tokens));
                lost += beam[0].Tokens.SequenceEqual(greedy.Tokens) ? 0 : 1;

                double Score(DecodedTokens tokens) => tokens.LogProbability / Math.Pow(tokens.Tokens.Length + (tokens.IsComplete ? 1 : 0), penalty);
            }
        }

        Assert.True(lost > 0, "No beam found anything else.");
    }

    [Fact]
    public void Samples_are_as_frequent_as_they_are_probable()
    {
        const int Draws = 20_000;
        var decoder = new TokenDecoder<double>(_network) { MaxLength = 1 };
        var random = new Random(1);
        var counts = new int[Vocabulary];
        for (int i = 0; i < Draws; i++)
            counts[decoder.Sample(s_prompt, random).Tokens[0]]++;

        double[] following = Following(s_prompt);
        for (int token = 0; token < Vocabulary; token++)
            Assert.InRange((double)counts[token] / Draws, Math.Exp(following[token]) - 0.015, Math.Exp(following[token]) + 0.015);
        Assert.Equal(decoder.Greedy(s_prompt).Tokens, decoder.Sample(s_prompt, random, temperature: 1e-9).Tokens);
    }

    [Fact]
    public void What_does_not_fit_is_said()
    {
        var decoder = new TokenDecoder<double>(_network);
        Assert.Contains("at least one id", Assert.Throws<ArgumentException>(() => decoder.Greedy([])).Message, StringComparison.Ordinal);
        Assert.Contains("id 11", Assert.Throws<ArgumentException>(() => decoder.Greedy([11])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => decoder.Beam([1], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => decoder.Sample([1], new Random(1), temperature: 0));
        Assert.Contains("MaxLength is 0", Assert.Throws<ArgumentOutOfRangeException>(() => new TokenDecoder<double>(_network) { MaxLength = 0 }).Message, StringComparison.Ordinal);
        Assert.Contains("ids from 0 to", Assert.Throws<ArgumentOutOfRangeException>(() => new TokenDecoder<double>(_network) { StopToken = _network.StepOutputLength }).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new TokenDecoder<double>(_network) { StopToken = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new TokenDecoder<double>(_network) { LengthPenalty = double.NaN });
        var pairs = (IRecurrentNetwork<double>)SequenceCases.Library.Create<double>("TokenPairs");
        Assert.Contains("2 features", Assert.Throws<ArgumentException>(() => new TokenDecoder<double>(pairs)).Message, StringComparison.Ordinal);
    }

    private IEnumerable<DecodedTokens> All()
    {
        double[] first = Following(s_prompt);
        for (int a = 0; a < Vocabulary; a++)
        {
            if (a == Stop)
            {
                yield return new DecodedTokens([], first[a], true);
                continue;
            }

            double[] second = Following([.. s_prompt, a]);
            for (int b = 0; b < Vocabulary; b++)
                yield return new DecodedTokens(b == Stop ? [a] : [a, b], first[a] + second[b], b == Stop);
        }
    }

    /// <summary>The logarithms of the probabilities of the id that follows, from a prediction of the whole sequence.</summary>
    private double[] Following(int[] tokens)
    {
        var input = new double[_network.InputLength];
        for (int i = 0; i < tokens.Length; i++)
            input[i] = tokens[i];
        var output = new double[_network.OutputLength];
        _network.Predict(input, output);
        double[] logits = output[((tokens.Length - 1) * Vocabulary)..(tokens.Length * Vocabulary)];
        double sum = logits.Sum(Math.Exp);
        return [.. logits.Select(logit => logit - Math.Log(sum))];
    }
}
