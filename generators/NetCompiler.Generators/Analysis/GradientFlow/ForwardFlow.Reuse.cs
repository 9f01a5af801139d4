using System.Collections.Immutable;
using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Analysis.GradientFlow;

/// <summary>Passes with inputs of other lengths: where their moments hardly differ any more, all that follows is the same.</summary>
internal sealed partial class ForwardFlow
{
    private readonly ForwardFlow? _other;

    /// <summary>Whether the other pass has the same inputs, so that its outputs can be taken.</summary>
    private bool IsAsInOther(Operation operation)
    {
        if (_other is null || !operation.Inputs.All(input => IsParameter(input) || (_other._signals.TryGetValue(input, out ImmutableArray<Signal> others) && this[input] == others)))
            return false;
        TakeOver(operation);
        return true;
    }

    private bool IsNearlyAsInOther(Value value) =>
        _other is not null && this[value] is var own && _other[value] is var others && own.Length == others.Length && own.Zip(others, (signal, other) => signal.IsNear(other)).All(isNear => isNear);

    private void TakeOver(Operation operation)
    {
        if (operation.Inputs.All(IsParameter))
        {
            Remember(operation);
            return;
        }

        foreach (Value output in operation.Outputs)
        {
            _signals[output] = _other![output];
            if (_other._moments.TryGetValue(output, out ImmutableArray<ElementwiseMoments> moments))
                _moments[output] = moments;
            if (_other._last.TryGetValue(output, out ImmutableArray<Signal> last))
                _last[output] = last;
            if (_other._patterns.TryGetValue(output, out AttentionPattern pattern))
                _patterns[output] = pattern;
            if (_other._scores.TryGetValue(output, out ScoreFlow scores))
                _scores[output] = scores;
        }

        if (operation is Scan scan)
            _amplitudes[scan] = _other!._amplitudes[scan];
    }
}
