using NetCompiler.Generators.Graph;
using NetCompiler.Generators.Layers;
using NetCompiler.Generators.Passes;

namespace NetCompiler.Generators.Tests.Core;

/// <summary>What the passes make of loops over time.</summary>
public sealed class ScanTests
{
    private static readonly NetworkModel s_lstm = Networks.Model("Lstm(5), Dense(2), MeanSquaredError", input: "Time = 7, Features = 9");

    [Fact]
    public void Products_of_inputs_and_sums_of_weight_gradients_leave_the_loop()
    {
        ComputeGraph inference = PassPipeline.ForInference(s_lstm.Inference), training = PassPipeline.ForTraining(s_lstm.Graph);

        // One product per step remains: that of the state.
        Assert.Single(Scans(inference).Single().Body.OfType<MatrixProduct>());
        Assert.Equal(2, Scans(training).Length);
        Assert.All(Scans(training), scan => Assert.Single(scan.Body.OfType<MatrixProduct>()));
        Assert.DoesNotContain(Scans(training).SelectMany(scan => scan.Body), operation => operation is MatrixProduct { Form: ProductForm.WeightGradient });
        Assert.Equal(3, training.Operations.OfType<MatrixProduct>().Count(product => product.Form == ProductForm.WeightGradient));
        // In front of the loop the product of the inputs, and the transpose of the weight that the way back multiplies by.
        Assert.Contains(training.Operations.TakeWhile(operation => operation is not Scan), operation => operation is MatrixProduct { Form: ProductForm.Forward });
        Assert.Single(training.Operations.OfType<Transpose>());
    }

    [Fact]
    public void Products_of_few_inputs_stay_in_the_loop_and_that_of_the_state_adds_to_them()
    {
        NetworkModel few = Networks.Model("Lstm(5), Dense(2), MeanSquaredError", input: "Time = 7, Features = 8");

        Assert.All([PassPipeline.ForInference(few.Inference), PassPipeline.ForTraining(few.Graph)], graph =>
        {
            MatrixProduct[] products = [.. Scans(graph)[0].Body.OfType<MatrixProduct>()];
            Assert.Equal([8, 5], products.Select(product => product.Left.Length));
            Assert.NotNull(products[0].Bias);
            Assert.Contains(products[0].Result, products[1].Epilogue!.Operands);
        });
    }

    [Theory]
    [InlineData("Lstm(5)", 1)]
    [InlineData("Gru(5)", 1)]
    [InlineData("Rnn(5)", 0)]
    [InlineData("Lstm(5, Peepholes = true, CellClip = 2)", 1)]
    public void Gates_are_one_loop(string layer, int groups)
    {
        Scan scan = Scans(PassPipeline.ForInference(Networks.Model($"{layer}, Dense(2)", input: "Time = 7, Features = 3").Inference)).Single();

        Assert.Equal(groups, scan.Body.OfType<ElementwiseGroup>().Count());
        Assert.Empty(scan.Body.OfType<Elementwise>());
    }

    [Fact]
    public void Of_what_one_step_sees_no_other_is_kept()
    {
        ComputeGraph inference = PassPipeline.ForInference(s_lstm.Inference), training = PassPipeline.ForTraining(s_lstm.Graph);
        SequenceStorage storage = new(inference), kept = new(training);
        Scan scan = Scans(inference).Single();

        Assert.All(scan.Carries, carry => Assert.Equal(Slots.Two, storage.SlotsOf(carry.After)));
        MatrixProduct product = scan.Body.OfType<MatrixProduct>().Single();
        Assert.Equal(Slots.One, storage.SlotsOf(product.Epilogue?.Result ?? product.Result));
        Assert.All(Scans(training)[0].Carries, carry => Assert.Equal(Slots.AllAndInitial, kept.SlotsOf(carry.After)));
        Assert.All(Scans(training)[1].Carries, carry => Assert.Equal(Slots.Two, kept.SlotsOf(carry.After)));
    }

    /// <summary>What gates get of the gradient is kept for a few steps where only sums over steps read it, and for all where a layer in front gets a part of it.</summary>
    [Theory]
    [InlineData("Lstm(5), Dense(2), MeanSquaredError", 1)]
    [InlineData("Gru(5), Dense(2), MeanSquaredError", 1)]
    [InlineData("Dense(9), Lstm(5), Dense(2), MeanSquaredError", 0)]
    [InlineData("Lstm(6, Returns = Returns.Sequence), Lstm(5), Dense(2), MeanSquaredError", 1)]
    public void Sums_over_steps_are_done_while_they_are_in_the_cache_where_nobody_else_needs_them(string layers, int scans)
    {
        ComputeGraph training = PassPipeline.ForTraining(Networks.Model(layers, input: "Time = 40, Features = 3").Graph);
        SequenceStorage storage = new(training);
        MatrixProduct[] sums = [.. training.Operations.OfType<MatrixProduct>().Where(storage.IsInScan)];

        Assert.Equal(scans, Scans(training).Count(scan => sums.Any(sum => scan.Outputs.Contains(sum.Right))));
        Assert.All(sums, sum => Assert.Equal(sum.Right.Length * SequenceStorage.FewSteps, storage.RowLength(sum.Right)));
    }

    [Fact]
    public void The_adjoint_goes_backwards_and_begins_with_that_of_the_last_step()
    {
        Scan[] scans = Scans(PassPipeline.ForTraining(s_lstm.Graph));

        Assert.Equal([false, true], scans.Select(scan => scan.IsReverse));
        Assert.Equal(scans[0].Carries.Select(carry => carry.StateOffset), scans[1].Carries.Select(carry => carry.StateOffset));
        Assert.Single(scans[1].Carries, carry => carry.Initial is not null);
    }

    [Theory]
    [InlineData("Lstm(91)", true)]
    [InlineData("Lstm(8)", false)]
    public void Large_weights_are_packed_for_the_loop(string layer, bool isPacked)
    {
        ComputeGraph inference = PassPipeline.ForInference(Networks.Model($"{layer}, Dense(2)", input: "Time = 7, Features = 3").Inference);

        Assert.Equal(isPacked, inference.Operations.Any(operation => operation is PackPanels));
        Assert.DoesNotContain(PackWeights.Undo(inference).AllOperations, operation => operation is PackPanels or MatrixProduct { Packed: not null });
    }

    [Fact]
    public void Memory_grows_with_the_steps_that_the_way_back_reads()
    {
        static ComputeGraph Training(int steps) => PassPipeline.ForTraining(Networks.Model("Gru(16), Dense(2), MeanSquaredError", input: $"Time = {steps}, Features = 2").Graph);
        static int Length(int steps) => BufferPlan.Create(Training(steps)).RowLength;

        // What the gates get is there for a few steps.
        ComputeGraph training = Training(100);
        var storage = new SequenceStorage(training);
        int few = training.Operations.OfType<MatrixProduct>().Where(storage.IsInScan).Select(sum => sum.Right).Distinct().Sum(storage.RowLength), perStep = Length(101) - Length(100);
        Assert.Equal(perStep * 900, Length(1000) - Length(100));
        Assert.InRange(Length(100), 100 * perStep, (102 * perStep) + few);
    }

    private static Scan[] Scans(ComputeGraph graph) => [.. graph.Operations.OfType<Scan>()];
}
