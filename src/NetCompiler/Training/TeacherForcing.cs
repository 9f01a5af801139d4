using NetCompiler.Kernels;

namespace NetCompiler;

/// <summary>How often, in training, a step of a decoder reads the target of the step before, and not what the network itself would have written: scheduled sampling. Bengio et al. 2015,
/// "Scheduled Sampling for Sequence Prediction with Recurrent Neural Networks".</summary>
/// <remarks>The choice is made for every step of every example by itself, with the seed of the training run. What the network would have written is its output in inference mode, given all
/// that was chosen for the steps before; for ids the most probable one. It counts as given, so that no gradient goes through it: that of a step goes through the states of the decoder and
/// through the encoder alone, as in the paper. Where the probability is below 1, a training step costs one pass of writing more.</remarks>
public abstract class TeacherForcing
{
    /// <summary>Always the target: the probability is 1.</summary>
    public static TeacherForcing Always { get; } = Constant(1);

    /// <summary>The probability that a step reads the target.</summary>
    /// <param name="position">Which training step it is.</param>
    /// <returns>The probability, from 0 to 1.</returns>
    public abstract double Probability(in SchedulePosition position);

    /// <summary>The same probability in all steps.</summary>
    /// <param name="probability">The probability, from 0 to 1.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">It is not from 0 to 1.</exception>
    public static TeacherForcing Constant(double probability)
    {
        Setting.UnitInterval(probability, nameof(probability));
        return new Schedule((in SchedulePosition _) => probability);
    }

    /// <summary>A probability that changes evenly over the whole training run.</summary>
    /// <param name="from">The one in the first step, from 0 to 1.</param>
    /// <param name="to">The one at the end, from 0 to 1.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">One is not from 0 to 1.</exception>
    public static TeacherForcing Linear(double from, double to)
    {
        Setting.UnitInterval(from, nameof(from));
        Setting.UnitInterval(to, nameof(to));
        return new Schedule((in SchedulePosition position) => from + ((to - from) * Math.Min((double)position.Step / position.Steps, 1)));
    }

    /// <summary>A probability that falls as kⁱ, where i is the training step.</summary>
    /// <param name="k">The factor of a step, greater than 0 and at most 1.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">It is not greater than 0 and at most 1.</exception>
    public static TeacherForcing Exponential(double k)
    {
        Setting.UnitInterval(Setting.Positive(k, nameof(k)), nameof(k));
        return new Schedule((in SchedulePosition position) => Math.Pow(k, position.Step));
    }

    /// <summary>A probability that stays near 1, then falls: k / (k + exp(i/k)), where i is the training step.</summary>
    /// <param name="k">The greater, the later and slower it falls; at least 1.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 1.</exception>
    public static TeacherForcing InverseSigmoid(double k)
    {
        if (!(k >= 1 && double.IsFinite(k)))
            throw new ArgumentOutOfRangeException(nameof(k), k, "k must be finite and at least 1.");
        return new Schedule((in SchedulePosition position) => k / (k + Math.Exp(position.Step / k)));
    }

    /// <summary>What a decoder reads when it is forced: the start, then the targets but the last. A target that counts for nothing is read as the start.</summary>
    /// <typeparam name="T">The element type: <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="definition">The network.</param>
    /// <param name="target">The targets, <c>[batch, steps, …]</c>.</param>
    /// <param name="batch">How many there are.</param>
    /// <param name="previous">Receives what is read, as long as the targets.</param>
    /// <exception cref="ArgumentException">The network has no decoder, the targets are no whole steps, or what receives them is of another length.</exception>
    public static void Shift<T>(NetworkDefinition definition, ReadOnlySpan<T> target, int batch, Span<T> previous) where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(definition);
        if (definition.Decoder is not { } decoder)
            throw new ArgumentException($"{definition.Name} has no decoder.", nameof(definition));
        if (batch < 1 || target.Length % (batch * decoder.Features) != 0)
            throw new ArgumentException($"{definition.Name}: {target.Length} elements are no whole steps of {batch} targets with {decoder.Features} elements in each.", nameof(target));
        if (previous.Length != target.Length)
            throw new ArgumentException($"{definition.Name}: previous holds {previous.Length} elements, but the targets {target.Length}.", nameof(previous));
        double ignored = LossKinds.Ignored(definition.Loss);
        T start = Writing.Start<T>(definition), skipped = Element<T>.From(ignored);
        int row = target.Length / batch, features = decoder.Features;
        for (int first = 0; first < target.Length; first += row)
        {
            previous.Slice(first, features).Fill(start);
            target.Slice(first, row - features).CopyTo(previous[(first + features)..]);
            if (!double.IsNaN(ignored))
                previous.Slice(first, row).Replace(skipped, start);
        }
    }

    private delegate double Rule(in SchedulePosition position);

    private sealed class Schedule(Rule rule) : TeacherForcing
    {
        public override double Probability(in SchedulePosition position) => rule(position);
    }
}
