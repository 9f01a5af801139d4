using NetCompiler.Generators.Declarations;

namespace NetCompiler.Generators.Layers;

/// <summary>Attributes take numbers as double; in a network of float each must be one there too, and so must its reciprocal, which some derivatives need.</summary>
internal static class FloatRange
{
    private const float SmallestNormal = 1.17549435E-38f;

    /// <summary>How many ids, from 0 on, can be told apart: behind 2^24 float leaves out every other whole number.</summary>
    public static int MostIds(bool isDouble) => isDouble ? int.MaxValue : 1 << 24;

    /// <summary>Finds a number that float cannot hold.</summary>
    /// <returns>The problem, at the layer of the network's own list that brings it in; or null.</returns>
    public static ModelProblem? Check(NetworkDeclaration declaration)
    {
        if (declaration.IsDouble)
            return null;
        foreach (LayerDeclaration? layer in declaration.Layers.Append(declaration.Loss).Append(declaration.Clipping))
        {
            if (layer is null || Find(layer) is not var (block, owner, argument))
                continue;
            string where = block is null ? owner.Kind : $"{block}: {owner.Kind}";
            return new ModelProblem(
                DiagnosticId.OutOfRange,
                $"{where}: {argument.Name} is {LayerArguments.Text(argument.Value)}, which float cannot hold; write a number from 1.2E-38 to 3.4E+38 in size, or Network(Precision = Precision.Double)",
                layer,
                ReferenceEquals(owner, layer) ? argument.Name : null);
        }

        return null;
    }

    private static (string? Block, LayerDeclaration Owner, Argument Argument)? Find(LayerDeclaration layer)
    {
        foreach (Argument argument in layer.Arguments)
        {
            if (!Fits(argument.Value))
                return (null, layer, argument);
        }

        foreach (BlockDeclaration block in layer.Blocks)
        {
            foreach (LayerDeclaration inner in block.Composite is null ? block.Layers : block.Layers.Append(block.Composite))
            {
                if (Find(inner) is var (deeper, owner, argument))
                    return (deeper ?? block.Name, owner, argument);
            }
        }

        return null;
    }

    private static bool Fits(double value) => value == 0 || (Math.Abs((float)value) >= SmallestNormal && !float.IsInfinity((float)value));
}
