using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Differentiation;

/// <summary>The adjoint of a scan is a scan from the last step to the first, of the adjoints of its operations: back-propagation through time. Werbos 1990.</summary>
internal static class ScanAdjoint
{
    public static void Append(Differentiator context, Scan scan)
    {
        List<Carry> carries = [.. scan.Carries.Where(carry => context.IsDependent(carry.After))];
        if (!carries.Exists(carry => context.HasAdjoint(carry.After) || context.FinalAdjoint(carry.After) is not null) && !scan.Body.Any(operation => operation.Outputs.Any(context.HasAdjoint)))
            return;
        foreach (Carry carry in carries)
            context.KeepOutside(carry.After);
        Value[] handedBack = [.. carries.Select(carry => carry.After.Like($"d{carry.After.Name}"))];
        for (int i = 0; i < carries.Count; i++)
            context.Builder.StateOffsets[handedBack[i]] = carries[i].StateOffset;
        Value[] first = context.Builder.Scan(
            scan.Steps,
            handedBack,
            () =>
            {
                for (int i = 0; i < carries.Count; i++)
                    context.Accumulate(carries[i].After, handedBack[i]);
                context.AppendAdjoints(scan.Body);
                return [.. carries.Select(carry => context.AdjointOrZero(carry.Before))];
            },
            [.. carries.Select(carry => context.FinalAdjoint(carry.After))],
            isReverse: true);
        for (int i = 0; i < carries.Count; i++)
        {
            if (carries[i].Initial is { } initial && context.IsDependent(initial))
                context.Accumulate(initial, context.Builder.Last(first[i]));
        }
    }
}
