using System.Numerics;

namespace NetCompiler;

/// <summary>Writes sequences of ids with a network that gives, after every step, a logit for each id that may follow: one whose input is <c>[Input(Time = …, Features = 1)]</c>, with an
/// <see cref="EmbeddingAttribute"/> in front and as many outputs as ids. What it begins with is read step by step, and then every id that is chosen is read in turn. A network with an
/// <see cref="EncoderAttribute{TBlock}"/> reads a source instead, and its decoder begins with the start.</summary>
/// <remarks>It goes on for as long as it is told to, also beyond the declared <c>Time</c>. One decoder serves one thread at a time.</remarks>
/// <typeparam name="T">The element type of the network: <see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class TokenDecoder<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Func<RecurrentState<T>> _newState;
    private readonly Action<RecurrentState<T>> _step;
    private readonly Action<T[], RecurrentState<T>>? _encode;
    private readonly int _startToken;
    private readonly T[] _input = new T[1];
    private readonly T[] _logits;

    /// <summary>Makes a decoder.</summary>
    /// <param name="network">The network.</param>
    /// <exception cref="ArgumentException">A step of the network is not a single id.</exception>
    public TokenDecoder(IRecurrentNetwork<T> network)
    {
        ArgumentNullException.ThrowIfNull(network);
        RequireId(network.Definition, network.StepInputLength);
        _logits = new T[network.StepOutputLength];
        (_newState, _step) = (() => network.CreateState(), state => network.Step(_input, state, _logits));
    }

    /// <summary>Makes a decoder that writes what belongs to a source. It stops at the <see cref="DecoderAttribute{TBlock}.StopToken"/> of the network, and after as many ids as its decoder has steps, unless
    /// told otherwise.</summary>
    /// <param name="network">The network.</param>
    /// <exception cref="ArgumentException">The network does not read and write ids.</exception>
    public TokenDecoder(ISequenceToSequenceNetwork<T> network)
    {
        ArgumentNullException.ThrowIfNull(network);
        _logits = new T[network.StepOutputLength];
        (_startToken, StopToken, MaxLength) = Writing(network.Definition);
        (_newState, _step) = (() => network.CreateState(), state => network.Step(_input, state, _logits));
        _encode = (source, state) => network.Encode(source, [source.Length], state);
    }

    /// <summary>Makes a decoder of a frozen network, of either kind.</summary>
    /// <param name="network">The network.</param>
    /// <exception cref="ArgumentException">A step of the network is not a single id.</exception>
    /// <exception cref="NotSupportedException">The network cannot be given one step at a time.</exception>
    public TokenDecoder(FrozenNetwork<T> network)
    {
        ArgumentNullException.ThrowIfNull(network);
        _logits = new T[network.StepOutputLength];
        (_newState, _step) = (() => network.CreateState(), state => network.Step(_input, state, _logits));
        if (network.Definition.Decoder is null)
        {
            RequireId(network.Definition, network.StepInputLength);
            return;
        }

        (_startToken, StopToken, MaxLength) = Writing(network.Definition);
        _encode = (source, state) => network.Encode(source, [source.Length], state);
    }

    /// <summary>The id that ends a sequence; null for none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is no id that the network writes.</exception>
    public int? StopToken
    {
        get;
        init => field = value is null || (value >= 0 && value < _logits.Length)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(StopToken), value, $"StopToken is {value}; the network writes ids from 0 to {_logits.Length - 1}.");
    }

    /// <summary>The most ids to write, at least 1; 100 by default, or the steps of a network's decoder.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int MaxLength { get; init => field = Setting.AtLeast(1, value, nameof(MaxLength)); } = 100;

    /// <summary>The power α of the number of ids, that which stops included, by which <see cref="Beam"/> divides logarithms of probabilities when it compares sequences; 0, by default, prefers short ones, 1 compares means.
    /// Wu et al. 2016.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public double LengthPenalty { get; init => field = Setting.AtLeastZero(value, nameof(LengthPenalty)); }

    /// <summary>Takes the most probable id at every step; of equals the first.</summary>
    /// <param name="prompt">What to begin with, or the source; at least one id.</param>
    /// <returns>The sequence.</returns>
    /// <exception cref="ArgumentException">The prompt is empty, or holds an id outside the vocabulary.</exception>
    public DecodedTokens Greedy(ReadOnlySpan<int> prompt) => Write(prompt, logProbabilities => Array.IndexOf(logProbabilities, logProbabilities.Max()));

    /// <summary>Draws every id with its probability.</summary>
    /// <param name="prompt">What to begin with, or the source; at least one id.</param>
    /// <param name="random">Where chance comes from.</param>
    /// <param name="temperature">What logits are divided by, greater than 0: less than 1 prefers what is probable.</param>
    /// <returns>The sequence.</returns>
    /// <exception cref="ArgumentException">The prompt is empty, or holds an id outside the vocabulary.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="temperature"/> is not greater than 0.</exception>
    public DecodedTokens Sample(ReadOnlySpan<int> prompt, Random random, double temperature = 1)
    {
        ArgumentNullException.ThrowIfNull(random);
        if (!(temperature > 0))
            throw new ArgumentOutOfRangeException(nameof(temperature), temperature, "The temperature must be greater than 0.");
        return Write(prompt, logProbabilities =>
        {
            double max = logProbabilities.Max();
            double[] weights = [.. logProbabilities.Select(value => Math.Exp((value - max) / temperature))];
            double left = random.NextDouble() * weights.Sum();
            int choice = 0;
            while (choice < weights.Length - 1 && (left -= weights[choice]) > 0)
                choice++;
            return choice;
        });
    }

    /// <summary>Beam search: follows the most probable sequences so far side by side, and gives the most probable ones that were found, with what <see cref="Greedy"/> finds among them, which a beam may lose
    /// sight of. With a width of 1 it is <see cref="Greedy"/>.</summary>
    /// <param name="prompt">What to begin with, or the source; at least one id.</param>
    /// <param name="width">How many sequences are followed, at least 1.</param>
    /// <returns>At most so many sequences, the best first.</returns>
    /// <exception cref="ArgumentException">The prompt is empty, or holds an id outside the vocabulary.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="width"/> is less than 1.</exception>
    public IReadOnlyList<DecodedTokens> Beam(ReadOnlySpan<int> prompt, int width)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        RecurrentState<T>[] states = NewStates(width), next = NewStates(width);
        double[] first = Begin(prompt, states[0]);
        List<(DecodedTokens Tokens, double[] Following)> beam = [(new DecodedTokens([], 0, false), first)];
        List<DecodedTokens> complete = [];
        for (int length = 1; length <= MaxLength && beam.Count > 0; length++)
        {
            var candidates = beam.SelectMany((sequence, i) => sequence.Following.Select((value, token) => (From: i, Token: token, LogProbability: sequence.Tokens.LogProbability + value)))
                .OrderByDescending(candidate => candidate.LogProbability).Take(width).ToList();
            List<(DecodedTokens, double[])> longer = [];
            foreach ((int from, int token, double logProbability) in candidates)
            {
                DecodedTokens before = beam[from].Tokens;
                if (token == StopToken)
                {
                    complete.Add(new DecodedTokens(before.Tokens, logProbability, true));
                    continue;
                }

                RecurrentState<T> state = next[longer.Count];
                state.CopyFrom(states[from]);
                longer.Add((new DecodedTokens(before.Tokens.Add(token), logProbability, false), length < MaxLength ? Read([token], state) : []));
            }

            (beam, states, next) = (longer, next, states);
            // What is longer is only less probable.
            if (LengthPenalty == 0 && complete.Count >= width && beam.All(sequence => sequence.Tokens.LogProbability <= complete.Select(tokens => tokens.LogProbability).OrderDescending().ElementAt(width - 1)))
                break;
        }

        List<DecodedTokens> found = [.. complete, .. beam.Select(sequence => sequence.Tokens)];
        DecodedTokens greedy = Greedy(prompt);
        if (!found.Any(tokens => tokens.IsComplete == greedy.IsComplete && tokens.Tokens.SequenceEqual(greedy.Tokens)))
            found.Add(greedy);
        return [.. found.OrderByDescending(Score).Take(width)];
    }

    private double Score(DecodedTokens sequence) => sequence.LogProbability / Math.Pow(sequence.Tokens.Length + (sequence.IsComplete ? 1 : 0), LengthPenalty);

    private RecurrentState<T>[] NewStates(int count) => [.. Enumerable.Range(0, count).Select(_ => _newState())];

    private static void RequireId(NetworkDefinition definition, int length)
    {
        if (length != 1)
            throw new ArgumentException($"{definition.Name}: a step has {length} features, but a decoder needs steps of one id.", "network");
    }

    private static (int StartToken, int? StopToken, int MaxLength) Writing(NetworkDefinition definition)
    {
        int features = definition.InputShape[^1];
        if (features != 1 || !LossKinds.HasClassIndices(definition.Loss))
        {
            throw new ArgumentException(
                $"{definition.Name}: a step of the source has {features} features and the loss is {definition.Loss?.Kind}, but a decoder needs steps of one id, and SoftmaxCrossEntropy of indices.", "network");
        }

        return (definition.Decoder!.StartToken, definition.Decoder.StopToken, definition.Decoder.Steps);
    }

    private DecodedTokens Write(ReadOnlySpan<int> prompt, Func<double[], int> choose)
    {
        RecurrentState<T> state = _newState();
        double[] following = Begin(prompt, state);
        var tokens = new List<int>();
        double logProbability = 0;
        while (true)
        {
            int token = choose(following);
            logProbability += following[token];
            if (token == StopToken)
                return new DecodedTokens([.. tokens], logProbability, true);
            tokens.Add(token);
            if (tokens.Count == MaxLength)
                return new DecodedTokens([.. tokens], logProbability, false);
            following = Read([token], state);
        }
    }

    /// <summary>Reads what to begin with, or a source and then the start.</summary>
    private double[] Begin(ReadOnlySpan<int> prompt, RecurrentState<T> state)
    {
        if (prompt.IsEmpty)
            throw new ArgumentException($"{state.Definition.Name}: there is nothing to begin with; give at least one id, for example one that stands for the start.", nameof(prompt));
        if (_encode is null)
            return Read(prompt, state);
        T[] source = new T[prompt.Length];
        for (int i = 0; i < source.Length; i++)
            source[i] = T.CreateChecked(prompt[i]);
        _encode(source, state);
        return Read([_startToken], state);
    }

    /// <summary>Reads ids, and gives the logarithms of the probabilities of the one that follows.</summary>
    private double[] Read(ReadOnlySpan<int> tokens, RecurrentState<T> state)
    {
        foreach (int token in tokens)
        {
            _input[0] = T.CreateChecked(token);
            _step(state);
        }

        double[] logits = [.. _logits.Select(double.CreateChecked)];
        double max = logits.Max(), sum = logits.Sum(logit => Math.Exp(logit - max));
        return [.. logits.Select(logit => logit - max - Math.Log(sum))];
    }
}
