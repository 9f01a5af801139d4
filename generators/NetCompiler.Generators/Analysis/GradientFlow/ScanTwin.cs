using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Analysis.GradientFlow;

/// <summary>A scan that does the same with nearly the same inputs as another one, as the layers of a deep stack do, so that what is known of the one holds for the other.</summary>
internal static class ScanTwin
{
    /// <summary>The value of the other scan for each value inside a scan; null where the two differ.</summary>
    /// <param name="scan">The scan.</param>
    /// <param name="other">The other one, whose moments are known.</param>
    /// <param name="forward">The moments.</param>
    public static Dictionary<Value, Value>? Of(Scan scan, Scan other, ForwardFlow forward)
    {
        if (scan.Steps != other.Steps || scan.IsReverse != other.IsReverse || scan.Body.Length != other.Body.Length || scan.Carries.Length != other.Carries.Length)
            return null;
        Dictionary<Value, Value> twins = [];
        for (int i = 0; i < scan.Carries.Length; i++)
        {
            (Carry carry, Carry known) = (scan.Carries[i], other.Carries[i]);
            if (carry.Before.Length != known.Before.Length || carry.Initial is null != known.Initial is null || (carry.Initial is not null && !IsAlike(carry.Initial, known.Initial!)))
                return null;
            twins[carry.Before] = known.Before;
        }

        for (int i = 0; i < scan.Body.Length; i++)
        {
            (Operation operation, Operation known) = (scan.Body[i], other.Body[i]);
            if (!IsSame(operation, known) || forward.IsOfParameters(operation) || !Pairs(operation.Inputs, known.Inputs).All(pair => twins.TryGetValue(pair.One, out Value? twin) ? twin == pair.Other : IsAlike(pair.One, pair.Other)))
                return null;
            foreach ((Value output, Value own) in Pairs(operation.Outputs, known.Outputs))
                twins[output] = own;
        }

        return scan.Carries.Zip(other.Carries, (carry, known) => twins[carry.After] == known.After).All(isTwin => isTwin) ? twins : null;

        bool IsAlike(Value one, Value two) => one.Length == two.Length && forward.IsParameter(one) == forward.IsParameter(two)
            && (forward.IsParameter(one) ? forward.Weights(one).IsLike(forward.Weights(two)) : forward[one].Length == forward[two].Length && forward[one].Zip(forward[two], (a, b) => a.IsNearInStep(b)).All(isNear => isNear));
    }

    /// <summary>Whether two operations do the same with their inputs; of those that few cells have it is not known.</summary>
    private static bool IsSame(Operation one, Operation other) => (one, other) switch
    {
        (Elementwise a, Elementwise b) => a.Expression.Equals(b.Expression) && a.Operands.Length == b.Operands.Length && a.Result.Length == b.Result.Length,
        (MatrixProduct a, MatrixProduct b) => a.Form == b.Form && a.Result.Length == b.Result.Length,
        (Split a, Split b) => a.Parts.Select(part => part.Length).SequenceEqual(b.Parts.Select(part => part.Length)),
        (Reduce a, Reduce b) => a.Kind == b.Kind && a.Axis == b.Axis && a.Expression.Equals(b.Expression) && a.Operands.Length == b.Operands.Length && a.Result.Length == b.Result.Length,
        _ => false,
    };

    private static IEnumerable<(Value One, Value Other)> Pairs(IEnumerable<Value> ones, IEnumerable<Value> others) => ones.Zip(others, (one, other) => (one, other));
}
