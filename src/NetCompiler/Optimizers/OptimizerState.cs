using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetCompiler;

/// <summary>What an optimizer remembers of one training run, and the step that it takes.</summary>
/// <typeparam name="T">The element type: <see cref="float"/> or <see cref="double"/>.</typeparam>
public abstract class OptimizerState<T> where T : unmanaged
{
    /// <summary>Steps after which numbers that have become too small are cleared: often enough, and hardly any work.</summary>
    private const int StepsBetweenSweeps = 64;

    private readonly DecayRun[] _runs;

    /// <summary>Prepares a state for a network.</summary>
    /// <param name="optimizer">The settings.</param>
    /// <param name="definition">The network that will be trained.</param>
    protected OptimizerState(Optimizer optimizer, NetworkDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        ArgumentNullException.ThrowIfNull(definition);
        Optimizer = optimizer;
        Definition = definition;
        _runs = DecayRun.Find(optimizer, definition);
    }

    /// <summary>The settings.</summary>
    public Optimizer Optimizer { get; }

    /// <summary>The network that this state was made for.</summary>
    public NetworkDefinition Definition { get; }

    /// <summary>The number of steps taken.</summary>
    public long StepCount { get; private set; }

    /// <summary>Moves the parameters one step, at the optimizer's learning rate. Allocates nothing.</summary>
    /// <param name="parameters">The flat parameter vector, updated in place.</param>
    /// <param name="gradients">The gradient of the loss, of the same length and layout.</param>
    /// <exception cref="ArgumentException">A length is not <see cref="NetworkDefinition.ParameterVectorLength"/>.</exception>
    public void Step(Span<T> parameters, ReadOnlySpan<T> gradients) => Step(parameters, gradients, Optimizer.LearningRate);

    /// <summary>Moves the parameters one step. Allocates nothing.</summary>
    /// <param name="parameters">The flat parameter vector, updated in place.</param>
    /// <param name="gradients">A gradient, of the same length and layout.</param>
    /// <param name="learningRate">The learning rate of this step.</param>
    /// <param name="gradientScale">A factor on every gradient, applied on the way through: 1/n turns a sum over n examples into their
    /// mean.</param>
    /// <exception cref="ArgumentException">A length is not <see cref="NetworkDefinition.ParameterVectorLength"/>.</exception>
    public void Step(Span<T> parameters, ReadOnlySpan<T> gradients, double learningRate, double gradientScale = 1.0)
    {
        int length = Definition.ParameterVectorLength;
        if (parameters.Length != length || gradients.Length != length)
            throw new ArgumentException(
                $"{Definition.Name} has a parameter vector of {length} elements; given were {parameters.Length} parameters and {gradients.Length} gradients.");
        StepCount++;
        Update(parameters, gradients, learningRate, gradientScale);
    }

    /// <summary>Takes the step; <see cref="StepCount"/> already counts it, so it is 1 for the first.</summary>
    /// <param name="parameters">The flat parameter vector, updated in place; gaps between tensors hold zero and must keep it.</param>
    /// <param name="gradients">A gradient, of the same length and layout.</param>
    /// <param name="learningRate">The learning rate of this step.</param>
    /// <param name="gradientScale">A factor on every gradient.</param>
    protected abstract void Update(Span<T> parameters, ReadOnlySpan<T> gradients, double learningRate, double gradientScale);

    /// <summary>Runs one update rule over the whole vector, run by run, so that no element asks whether it decays.</summary>
    private protected void Run<TRule>(
        TRule rule,
        Span<T> parameters,
        ReadOnlySpan<T> gradients,
        Span<T> first,
        Span<T> second,
        double learningRate,
        double gradientScale) where TRule : struct, IUpdateRule<T>
    {
        bool decoupled = Optimizer.WeightDecayMode == WeightDecayMode.Decoupled;
        Vector<T> scale = Element<T>.Broadcast(gradientScale);
        foreach (DecayRun run in _runs)
        {
            double decay = run.Decays ? Optimizer.WeightDecay : 0.0;
            Vector<T> l2 = Element<T>.Broadcast(decoupled ? 0.0 : decay);
            Vector<T> keep = Element<T>.Broadcast(decoupled ? 1.0 - (learningRate * decay) : 1.0);
            Range range = run.Start..run.End;
            FusedPass.Run(
                rule,
                parameters[range],
                gradients[range],
                TRule.Memories > 0 ? first[range] : default,
                TRule.Memories > 1 ? second[range] : default,
                scale,
                l2,
                keep);
        }

        if (StepCount % StepsBetweenSweeps == 0)
        {
            ClearSubnormals(first);
            ClearSubnormals(second);
        }
    }

    /// <summary>Zeroes subnormal numbers: what is remembered of the gradients of a dead unit decays to one and stays there, where arithmetic takes several times as long.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ClearSubnormals(Span<T> memory)
    {
        Vector<T> leastNormal = Element<T>.Broadcast(typeof(T) == typeof(float) ? BitConverter.UInt32BitsToSingle(0x0080_0000) : BitConverter.UInt64BitsToDouble(0x0010_0000_0000_0000));
        Span<Vector<T>> vectors = MemoryMarshal.Cast<T, Vector<T>>(memory);
        foreach (ref Vector<T> vector in vectors)
            vector = Vector.AndNot(vector, Vector.LessThan(Vector.Abs(vector), leastNormal));
        foreach (ref T element in memory[(vectors.Length * Vector<T>.Count)..])
        {
            if (Math.Abs(Element<T>.ToDouble(element)) < Element<T>.ToDouble(leastNormal[0]))
                element = default;
        }
    }
}
