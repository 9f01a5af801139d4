using System.Collections.Immutable;
using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Passes;

/// <summary>In a scan, lets elementwise functions read the parts of a value where they are, and write parts where they go together, instead of copying them.</summary>
internal static class ViewParts
{
    /// <summary>Runs on the body of a scan.</summary>
    public static ComputeGraph Run(ComputeGraph graph)
    {
        if (graph.ReadOutside is not { } outside)
            return graph;
        var uses = new Uses(graph);
        ImmutableDictionary<Value, View>.Builder views = graph.Views.ToBuilder();
        var operations = new List<Operation>(graph.Operations.Length);
        foreach (Operation operation in graph.Operations)
        {
            switch (operation)
            {
                case Split split:
                    int offset = 0;
                    foreach (Value part in split.Parts)
                    {
                        if (IsReadElementwise(uses, part) && !outside.Contains(part))
                            views[part] = new View(split.Whole, offset);
                        offset += part.Length;
                    }

                    operations.Add(split);
                    break;
                case Concatenate concatenation:
                    int start = 0;
                    var parts = ImmutableArray.CreateBuilder<Value>();
                    foreach (Value part in concatenation.Parts)
                    {
                        bool isOwn = IsWrittenElementwise(graph, part) && IsReadElementwise(uses, part, except: concatenation) && !outside.Contains(part) && !views.ContainsKey(part);
                        Value view = isOwn ? part : part.Like(part.Name);
                        views[view] = new View(concatenation.Result, start);
                        start += part.Length;
                        parts.Add(view);
                        if (view != part)
                            operations.Add(Copy(part, view, operation));
                    }

                    operations.Add(concatenation with { Parts = parts.ToImmutable() });

                    break;
                default:
                    operations.Add(operation);
                    break;
            }
        }

        return graph with { Operations = [.. operations], Views = views.ToImmutable() };
    }

    private static bool IsReadElementwise(Uses uses, Value part, Operation? except = null) =>
        uses.Readers(part).All(reader => reader is Elementwise { Result.PerExample: true } || ReferenceEquals(reader, except));

    private static bool IsWrittenElementwise(ComputeGraph graph, Value part) =>
        graph.Operations.Any(operation => operation is Elementwise map && map.Result == part);

    private static Elementwise Copy(Value from, Value to, Operation operation) =>
        new(Expressions.Argument(0), [from], to) { Layer = operation.Layer, Phase = operation.Phase };
}
