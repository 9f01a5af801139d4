using NetCompiler.Generators.Graph;
using NetCompiler.Generators.Layers;

namespace NetCompiler.Generators.Analysis.GradientFlow;

/// <summary>How small and large the elements of a network may be: beyond it a signal or a gradient ends at 0 or at infinity, which no logarithm of a mean tells.</summary>
/// <param name="Least">The decimal logarithm of the least.</param>
/// <param name="Greatest">That of the greatest.</param>
internal readonly record struct ElementRange(double Least, double Greatest)
{
    /// <summary>The range of float, and of double as far as the squares of squares are numbers.</summary>
    public static ElementRange Of(NetworkModel model) => model.Declaration.IsDouble ? new(-75, 75) : new(-38, 38);

    /// <summary>Whether it holds a number of which the decimal logarithm is given; what is 0 is held.</summary>
    public bool Holds(double log10) => double.IsNegativeInfinity(log10) || (log10 >= Least && log10 <= Greatest);

    /// <summary>Whether it holds all signals of a forward pass.</summary>
    public bool Holds(ComputeGraph graph, ForwardFlow forward)
    {
        foreach (Operation operation in graph.AllOperations)
        {
            if (operation.Phase != Phase.Forward || forward.IsOfParameters(operation))
                continue;
            foreach (Value output in operation.Outputs)
            {
                foreach (Signal run in forward[output])
                {
                    if (!Holds(Math.Log10(run.Second) / 2))
                        return false;
                }
            }
        }

        return true;
    }
}
