using System.Collections.Immutable;
using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Analysis.GradientFlow;

/// <summary>Values that are put together of others, or passed on as they are.</summary>
internal sealed partial class BackwardFlow
{
    private static void Pass(ImmutableArray<ErrorSignal> results, ImmutableArray<ErrorSignal> operands, double square = 1)
    {
        for (int run = 0; run < Math.Min(results.Length, operands.Length); run++)
            operands[run].Add(Scaled(results[run].Sum, square));
    }

    /// <summary>Each part gets its share of the run that it is in.</summary>
    private void Distribute(ImmutableArray<ErrorSignal> whole, Concatenate concatenate)
    {
        ImmutableArray<Signal> runs = Forward[concatenate.Result];
        int run = 0, left = runs[0].Length;
        foreach (Value part in concatenate.Parts)
        {
            ImmutableArray<ErrorSignal> errors = this[part];
            for (int i = 0; i < errors.Length; i++)
            {
                int length = Forward[part][i].Length;
                errors[i].Add(Scaled(whole[run].Sum, (double)length / runs[run].Length));
                left -= length;
                if (left <= 0 && run < runs.Length - 1)
                    left = runs[++run].Length;
            }
        }
    }

    /// <summary>Puts the gradients of the parts back together.</summary>
    private void Join(Split split)
    {
        ImmutableArray<Signal> whole = Forward[split.Whole];
        int run = 0, position = 0, end = whole[0].Length;
        foreach (Value part in split.Parts)
        {
            ImmutableArray<ErrorSignal> errors = this[part];
            for (int i = 0; i < errors.Length; i++)
            {
                // Parts do not add up in length, but side by side.
                this[split.Whole][run].Add(errors[i].Sum with { Common = 0 });
                position += Forward[part][i].Length;
                if (position >= end && run < whole.Length - 1)
                    end += whole[++run].Length;
            }
        }
    }
}
