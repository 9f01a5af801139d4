using System.Globalization;
using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Emit;

/// <summary>The part that knows about attention.</summary>
internal sealed partial class StepEmitter
{
    private string AttentionCall(Operation operation) => operation switch
    {
        HeadProduct p => $"Heads.{p.Form}({References(p)}, {p.Heads}, length: {p.HeadLength}, {HeadSteps(p.Form == HeadForm.Scores ? p.Result : p.Left, p.Heads, p.IsCausal)}, m);",
        HeadSoftmax s => $"HeadSoftmax.Forward({References(s)}, {s.Heads}, {HeadSteps(s.Scores, s.Heads, s.IsCausal)}, scale: {Number(s.Scale)}, m);",
        HeadSoftmaxAdjoint a => $"HeadSoftmax.Backward({References(a)}, {a.Softmax.Heads}, {HeadSteps(a.Result, a.Softmax.Heads, a.Softmax.IsCausal)}, scale: {Number(a.Softmax.Scale)}, m);",
        AddSteps a => $"StepTable.Add({References(a)}, {a.Result.Length}, m);",
        SumSteps s => $"StepTable.Sum({References(s)}, {s.Sequence.Length}, most: {s.Sequence.Steps}, m);",
        _ => throw new NotSupportedException($"No call for {operation}."),
    };

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
