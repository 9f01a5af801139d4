using System.Collections.Immutable;
using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Analysis.GradientFlow;

/// <summary>Passes with inputs of other lengths: where their moments hardly differ any more, all that follows is the same.</summary>
internal sealed partial class ForwardFlow
{
    /// <summary>How many scans are looked through for one that does the same.</summary>
    private const int MostTwins = 4;

    private readonly ForwardFlow? _other;
    private readonly List<Scan> _scans = [];

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
        if (IsOfParameters(operation))
        {
            Remember(operation);
            return;
        }

        foreach (Value output in operation.Outputs)
            TakeOver(output, _other!, output);

        if (operation is Scan scan)
            _amplitudes[scan] = _other!._amplitudes[scan];
    }

    private void TakeOver(Value value, ForwardFlow from, Value known)
    {
        _signals[value] = from[known];
        if (from._moments.TryGetValue(known, out ImmutableArray<ElementwiseMoments> moments))
            _moments[value] = moments;
        if (from._last.TryGetValue(known, out ImmutableArray<Signal> last))
            _last[value] = last;
        if (from._patterns.TryGetValue(known, out AttentionPattern pattern))
            _patterns[value] = pattern;
        if (from._scores.TryGetValue(known, out ScoreFlow scores))
            _scores[value] = scores;
    }

    private bool IsAsTwin(Scan scan)
    {
        for (int i = _scans.Count - 1; i >= Math.Max(_scans.Count - MostTwins, 0); i--)
        {
            if (ScanTwin.Of(scan, _scans[i], this) is not { } twins)
                continue;
            Dictionary<object, object> sources = [];
            foreach (KeyValuePair<Value, Value> pair in twins)
            {
                TakeOver(pair.Key, this, pair.Value);
                // Its units are as those of the other, but not the same.
                _signals[pair.Key] = [.. _signals[pair.Key].Select(run => run with { Source = sources.TryGetValue(run.Source, out object? source) ? source : sources[run.Source] = new object() })];
            }

            _amplitudes[scan] = _amplitudes[_scans[i]];
            return true;
        }

        return false;
    }
}
