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

    /// <summary>Puts the gradients of the parts back together. Of what goes along a part as much goes along the whole as the part is of it, and what all parts have of that adds up in amplitude.</summary>
    private void Join(Split split)
    {
        ImmutableArray<Signal> whole = Forward[split.Whole];
        int run = 0, position = 0, end = whole[0].Length;
        double amplitude = 0, squares = 0;
        foreach (Value part in split.Parts)
        {
            ImmutableArray<ErrorSignal> errors = this[part];
            for (int i = 0; i < errors.Length; i++)
            {
                Signal own = Forward[part][i];
                double share = whole[run].Second > 0 ? own.Length * own.Second / (whole[run].Length * whole[run].Second) : 1, excess = Math.Max(errors[i].Excess, 0) * share;
                (amplitude, squares) = (amplitude + Math.Sqrt(excess), squares + excess);
                // Parts do not add up in length, but side by side.
                this[split.Whole][run].Add(errors[i].Sum with { Radial = errors[i].Sum.Radial * share, Common = 0 });
                position += own.Length;
                if (position >= end && run < whole.Length - 1)
                    Next();
            }
        }

        Next();

        void Next()
        {
            this[split.Whole][run].Add(new Backflow(0, (amplitude * amplitude) - squares, 0));
            (amplitude, squares) = (0, 0);
            if (run < whole.Length - 1)
                end += whole[++run].Length;
        }
    }
}
