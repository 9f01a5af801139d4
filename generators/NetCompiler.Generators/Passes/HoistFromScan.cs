using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Passes;

/// <summary>Takes out of a scan what needs no step by step: in front of it what depends on nothing that is handed on, such as the product of all steps' inputs, and behind it
/// what nothing handed on depends on, such as the sums of weight gradients over all steps. Products of few inputs stay.</summary>
internal static class HoistFromScan
{
    /// <summary>So few multiplications for every result take less time than memory that is not in the cache.</summary>
    private const int FewInputs = 8;

    public static ComputeGraph Run(ComputeGraph graph)
    {
        if (!graph.Operations.Any(operation => operation is Scan))
            return graph;
        return graph with { Operations = [.. graph.Operations.SelectMany(operation => operation is Scan scan ? Split(scan) : [operation])] };
    }

    /// <summary>Whether a product of the inputs of a step takes less time than what becomes of all steps takes to memory and back.</summary>
    private static bool IsQuick(Operation operation) => operation is MatrixProduct { Form: ProductForm.Forward, Left.Length: <= FewInputs };

    private static IEnumerable<Operation> Split(Scan scan)
    {
        HashSet<Value> handedOn = [.. scan.Carries.Select(carry => carry.Before)];
        var inFront = new List<Operation>();
        var rest = new List<Operation>();
        int quick = 0;
        foreach (Operation operation in scan.Body)
        {
            // Parts are read and written in place as long as they are in the scan.
            bool depends = operation is Graph.Split or Concatenate || operation.Inputs.Any(handedOn.Contains) || operation.Outputs.Any(output => scan.Carries.Any(carry => carry.After == output));
            bool stays = !depends && IsQuick(operation);
            if (depends || stays)
                handedOn.UnionWith(operation.Outputs);
            // What stays comes first, so that products of what is handed on can add to it.
            if (stays)
                rest.Insert(quick++, operation);
            else
                (depends ? rest : inFront).Add(operation);
        }

        HashSet<Value> needed = [.. scan.Carries.Select(carry => carry.After)];
        var inside = new List<Operation>();
        var behind = new List<Operation>();
        foreach (Operation operation in Enumerable.Reverse(rest))
        {
            bool isNeeded = operation is Graph.Split or Concatenate || operation.Outputs.Any(needed.Contains);
            if (isNeeded)
                needed.UnionWith(operation.Inputs);
            (isNeeded ? inside : behind).Add(operation);
        }

        inside.Reverse();
        behind.Reverse();
        return [.. inFront, scan with { Body = [.. inside] }, .. behind];
    }
}
