using System.Globalization;
using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Emit;

/// <summary>The part that knows about attention.</summary>
internal sealed partial class StepEmitter
{
    private string AttentionCall(Operation operation) => operation switch
    {
        // A step of a stream asks, and all steps up to it are looked at.
        HeadProduct { Cache: { } cache } p when sequences.Streams(p.Right) => $"""
            Heads.Keep({Reference(p.Right)}, {Reference(cache)}, {p.Right.Length}, t, {Side(p)});
            Heads.{p.Form}({Reference(p.Left)}, {Reference(cache)}, {Reference(p.Result)}, {p.Heads}, length: {p.HeadLength}, {HeadSteps(p.Form == HeadForm.Scores ? p.Result : p.Left, p.Heads, isCausal: false)}, {Side(p)}, {Side(p)}.UpTo(t));
            """.Replace("\r", ""),
        HeadSoftmax { LooksAtInput: false } s when sequences.Streams(s.Scores) =>
            $"HeadSoftmax.Forward({References(s)}, {s.Heads}, {HeadSteps(s.Scores, s.Heads, isCausal: false)}, scale: {Number(s.Scale)}, {Side(s)}, {Side(s)}.UpTo(t));",
        AddSteps a when sequences.Streams(a.Sequence) =>
            $"StepTable.Add({Reference(a.Sequence)}, ref Unsafe.Add({Reference(a.Table)}, t * {a.Result.Length}), {Reference(a.Result)}, {a.Result.Length}, {Side(a)});",
        HeadProduct p => $"Heads.{p.Form}({References(p)}, {p.Heads}, length: {p.HeadLength}, {HeadSteps(p.Form == HeadForm.Scores ? p.Result : p.Left, p.Heads, p.IsCausal)}, {Queries(p.Form == HeadForm.MixBack ? p.Right : p.Form == HeadForm.Mix ? p.Result : p.Left)}, {Side(p.Form == HeadForm.MixBack ? p.Result : p.Right)});",
        HeadSoftmax s => $"HeadSoftmax.Forward({References(s)}, {s.Heads}, {HeadSteps(s.Scores, s.Heads, s.IsCausal)}, scale: {Number(s.Scale)}, {Queries(s.Scores)}, {Keys(s)});",
        HeadSoftmaxAdjoint a => $"HeadSoftmax.Backward({References(a)}, {a.Softmax.Heads}, {HeadSteps(a.Result, a.Softmax.Heads, a.Softmax.IsCausal)}, scale: {Number(a.Softmax.Scale)}, {Queries(a.Result)}, {Keys(a.Softmax)});",
        AdditiveScores s => $"AdditiveScores.Forward({References(s)}, {s.Weight.Length}, most: {s.Result.Length}, {Queries(s.Queries)}, {Side(s.Keys)});",
        AdditiveScoresAdjoint a =>
            $"AdditiveScores.Of{a.Of}({References(a)}, {a.Scores.Weight.Length}, most: {a.Adjoint.Length}, {Queries(a.Scores.Queries)}, {Side(a.Scores.Keys)});",
        AddSteps a => $"StepTable.Add({References(a)}, {a.Result.Length}, {Side(a)});",
        SumSteps s => $"StepTable.Sum({References(s)}, {s.Sequence.Length}, most: {s.Sequence.Steps}, {Side(s)});",
        _ => throw new NotSupportedException($"No call for {operation}."),
    };

    /// <summary>The row block of the steps that ask: in a scan a single one.</summary>
    private string Queries(Value value) => _scan is null ? Side(value) : $"{Side(value)}.OneStep()";

    private string Keys(HeadSoftmax softmax) => softmax.LooksAtInput ? Source : Side(softmax.Scores);

    private string References(Operation operation) => Arguments(operation.Inputs.Concat(operation.Outputs));

    /// <summary>How many scores a head has at most, and whether all are used.</summary>
    private static string HeadSteps(Value scores, int heads, bool isCausal) => $"most: {scores.Length / heads}, isCausal: {(isCausal ? "true" : "false")}";

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>A table that is filled when the program starts.</summary>
    private string Sinusoids(Value table)
    {
        (int steps, int length) = (table.Dimensions[0], table.Dimensions[1]);
        string name = kernels.GetOrAdd($"Sinusoids {steps} {length}", $"Sinusoids{steps}x{length}", (writer, unique) =>
        {
            writer.Line($"/// <summary>Sines and cosines of every position, [{steps}, {length}].</summary>");
            writer.Line($"public static readonly {Element.Name}[] {unique} = StepTable.Sinusoids<{Element.Name}>({steps}, {length});");
        });
        return $"ref Kernels.{name}[0]";
    }
}
