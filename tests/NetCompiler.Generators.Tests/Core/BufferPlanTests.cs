using NetCompiler.Generators.Graph;
using NetCompiler.Generators.Layers;
using NetCompiler.Generators.Passes;
using NetCompiler.Generators.Tests.Robustness;

namespace NetCompiler.Generators.Tests.Core;

public sealed class BufferPlanTests
{
    [Fact]
    public void Values_that_live_together_never_overlap()
    {
        for (int seed = 0; seed < 60; seed++)
        {
            var random = new RandomDeclarations(seed, isValid: true);
            NetworkModel model = NetworkModel.Create(Networks.Read($"{random.Block("First")}{random.Network("Net", "First")}"));
            ShouldNotOverlap(PassPipeline.ForInference(model.Graph));
            if (model.Graph.Loss is not null)
                ShouldNotOverlap(PassPipeline.ForTraining(model.Graph));
        }
    }

    [Fact]
    public void Inference_of_any_depth_needs_two_buffers()
    {
        static int Rows(int depth)
        {
            NetworkModel model = Networks.Model(string.Join(", ", Enumerable.Repeat("Dense(16), Relu", depth)) + ", Dense(2)");
            ComputeGraph graph = PassPipeline.ForInference(model.Graph);
            return BufferPlan.Create(graph, graph.Output).RowLength;
        }

        Assert.Equal(16, Rows(1));
        Assert.Equal(32, Rows(2));
        Assert.Equal(32, Rows(20));
    }

    [Fact]
    public void What_lies_outside_takes_no_space()
    {
        ComputeGraph graph = PassPipeline.ForInference(Networks.Model("Dense(2)").Graph);
        Assert.Equal(0, BufferPlan.Create(graph, graph.Output).RowLength);
        Assert.Equal(2, BufferPlan.Create(graph).RowLength);
    }

    private static void ShouldNotOverlap(ComputeGraph graph)
    {
        BufferPlan plan = BufferPlan.Create(graph);
        Operation[] operations = [.. graph.Operations];
        // A value lives from the operation that writes it to the last one that reads it, both included.
        (Value Value, int From, int To)[] lives =
        [
            .. from i in Enumerable.Range(0, operations.Length)
               from value in operations[i].Outputs
               where value.PerExample
               let last = graph.Results.Contains(value) ? operations.Length : Math.Max(i, Array.FindLastIndex(operations, operation => operation.Inputs.Contains(value)))
               select (value, i, last),
        ];
        foreach ((Value a, int fromA, int toA) in lives)
        {
            Assert.True(plan[a] >= 0 && plan[a] + a.Length <= plan.RowLength);
            foreach ((Value b, int fromB, int toB) in lives)
            {
                if (ReferenceEquals(a, b) || fromA > toB || fromB > toA)
                    continue;
                Assert.True(plan[a] + a.Length <= plan[b] || plan[b] + b.Length <= plan[a], $"{a} at {plan[a]} and {b} at {plan[b]} overlap in\n{graph}");
            }
        }
    }
}
