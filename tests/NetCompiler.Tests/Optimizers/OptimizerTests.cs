using System.Numerics;
using NetCompiler.Tests.Training;

namespace NetCompiler.Tests.Optimizers;

public class OptimizerTests
{
    private const int Steps = 60;

    /// <summary>Every optimizer, plain and with each kind of weight decay; Nesterov, Adagrad's options and unusual constants too.</summary>
    public static readonly TheoryData<string, Optimizer> All = new()
    {
        { "sgd", new Sgd(0.05) },
        { "sgd l2", new Sgd(0.05) { WeightDecay = 0.1 } },
        { "sgd decoupled", new Sgd(0.05) { WeightDecay = 0.1, WeightDecayMode = WeightDecayMode.Decoupled } },
        { "momentum", new Momentum(0.02) },
        { "momentum l2", new Momentum(0.02, 0.8) { WeightDecay = 0.05 } },
        { "nesterov", new Momentum(0.02) { Nesterov = true } },
        { "nesterov l2 all", new Momentum(0.02) { Nesterov = true, WeightDecay = 0.05, DecayAll = true } },
        { "rmsprop", new RmsProp(0.01) },
        { "rmsprop l2", new RmsProp(0.01) { Alpha = 0.9, Epsilon = 1e-3, WeightDecay = 0.05 } },
        { "adagrad", new Adagrad(0.1) },
        { "adagrad options", new Adagrad(0.1) { LearningRateDecay = 0.05, InitialAccumulator = 0.3, Epsilon = 1e-4, WeightDecay = 0.02 } },
        { "adam", new Adam(0.01) },
        { "adam l2", new Adam(0.01) { Beta1 = 0.8, Beta2 = 0.95, Epsilon = 1e-3, WeightDecay = 0.05 } },
        { "adamw", new AdamW(0.01) },
        { "adamw all", new AdamW(0.01) { WeightDecay = 0.2, DecayAll = true } },
        { "nadam", new NAdam(0.01) },
        { "nadam decoupled", new NAdam(0.01) { MomentumDecay = 0.1, WeightDecay = 0.1, WeightDecayMode = WeightDecayMode.Decoupled } },
        { "lion", new Lion(0.01) },
        { "lion decay", new Lion(0.01) { Beta1 = 0.95, Beta2 = 0.98, WeightDecay = 0.3 } },
    };

    [Theory]
    [MemberData(nameof(All))]
    public void Float_follows_the_published_equations(string name, Optimizer optimizer) => FollowsTheEquations<float>(name, optimizer, 2e-5);

    [Theory]
    [MemberData(nameof(All))]
    public void Double_follows_the_published_equations(string name, Optimizer optimizer) => FollowsTheEquations<double>(name, optimizer, 1e-12);

    private static void FollowsTheEquations<T>(string name, Optimizer optimizer, double tolerance)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        // Vectors shorter than, as long as and longer than the unrolled loop, with all kinds of rest; tensors that no boundary separates.
        foreach (int[] tensors in new int[][] { [1], [3, 1], [15, 16, 1], [37, 5, 64, 3, 2], [128, 8], [100, 1, 1, 100] })
        {
            NetworkDefinition definition = Definition(tensors);
            int length = definition.ParameterVectorLength;
            var random = new Random(length);
            T[] parameters = Draw<T>(random, length);
            double[] expected = Array.ConvertAll(parameters, double.CreateChecked);
            OptimizerState<T> state = optimizer.CreateState<T>(definition);
            var reference = new ReferenceOptimizer(optimizer, definition);
            for (int step = 1; step <= Steps; step++)
            {
                T[] gradients = Draw<T>(random, length);
                double rate = optimizer.LearningRate * (step % 7 == 0 ? 0.5 : 1.0), scale = step % 3 == 0 ? 0.25 : 1.0;
                state.Step(parameters, gradients, rate, scale);
                reference.Step(expected, Array.ConvertAll(gradients, double.CreateChecked), rate, scale);
            }

            for (int i = 0; i < length; i++)
                Assert.True(
                    Math.Abs(double.CreateChecked(parameters[i]) - expected[i]) <= tolerance * (1 + Math.Abs(expected[i])),
                    $"{name}, {string.Join("+", tensors)}, element {i}: {parameters[i]} but expected {expected[i]}");
        }
    }

    [Fact]
    public void Step_without_a_rate_uses_the_optimizers_own()
    {
        NetworkDefinition definition = Definition([2]);
        float[] parameters = [1f, 2f];
        OptimizerState<float> state = new Sgd(0.5).CreateState<float>(definition);

        state.Step(parameters, [2f, -4f]);

        Assert.Equal([0f, 4f], parameters);
        Assert.Equal(1, state.StepCount);
    }

    [Fact]
    public void Defaults_are_those_of_PyTorch()
    {
        Assert.Equal((0.01, WeightDecayMode.Decoupled), (new AdamW().WeightDecay, new AdamW().WeightDecayMode));
        Assert.Equal((0.0, WeightDecayMode.L2), (new Adam().WeightDecay, new Adam().WeightDecayMode));
        Assert.Equal((0.9, 0.999, 1e-8), (new Adam().Beta1, new Adam().Beta2, new Adam().Epsilon));
        Assert.Equal((0.99, 1e-8), (new RmsProp().Alpha, new RmsProp().Epsilon));
        Assert.Equal((0.0, 0.0, 1e-10), (new Adagrad().LearningRateDecay, new Adagrad().InitialAccumulator, new Adagrad().Epsilon));
        Assert.Equal((0.9, 0.999, 4e-3), (new NAdam().Beta1, new NAdam().Beta2, new NAdam().MomentumDecay));
        Assert.Equal((0.9, 0.99, WeightDecayMode.Decoupled), (new Lion().Beta1, new Lion().Beta2, new Lion().WeightDecayMode));
        Assert.Equal(1e-3f, new AdamW(1e-3f).LearningRate);
    }

    [Fact]
    public void Lion_does_not_move_where_the_direction_is_zero()
    {
        float[] parameters = [3f, 3f];
        new Lion(0.1).CreateState<float>(Definition([2])).Step(parameters, [0f, 1f]);
        Assert.Equal([3f, 2.9f], parameters);
    }

    /// <summary>0.9 of a number next to 0 is rounded to that number again: without being cleared, what a unit that died remembers would stay there for ever.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(37)]
    public void What_is_left_of_an_old_gradient_ends_at_zero(int length)
    {
        EndsAtZero(length, 1e-30f);
        EndsAtZero(length, 1e-300);
    }

    private static void EndsAtZero<T>(int length, T gradient) where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] parameters = new T[length], gradients = [.. Enumerable.Repeat(gradient, length)];
        OptimizerState<T> state = new Momentum(double.CreateChecked(T.One / gradient), 0.9).CreateState<T>(Definition([length]));
        state.Step(parameters, gradients);
        Array.Clear(gradients);
        for (int step = 0; step < 1000; step++)
            state.Step(parameters, gradients);

        Array.Clear(parameters);
        state.Step(parameters, gradients);
        Assert.All(parameters, parameter => Assert.Equal(T.Zero, parameter));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Gaps_between_tensors_stay_zero(string name, Optimizer optimizer)
    {
        var network = new LinearNetwork<float>(3, 5, "MeanSquaredError");
        OptimizerState<float> state = optimizer.CreateState<float>(network.Definition);
        var gradients = new float[network.Definition.ParameterVectorLength];
        foreach (ParameterInfo parameter in network.Definition.Parameters)
        {
            gradients.AsSpan(parameter.Offset, parameter.Length).Fill(0.7f);
            network.Parameters.Slice(parameter.Offset, parameter.Length).Fill(0.3f);
        }

        for (int step = 0; step < 10; step++)
            state.Step(network.Parameters, gradients);

        Assert.Equal([0f], network.Parameters[15..16].ToArray());
        Assert.True(network.Parameters[14] != 0.3f, name);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_step_allocates_nothing(string name, Optimizer optimizer)
    {
        NetworkDefinition definition = Definition([37, 5, 64, 3]);
        var parameters = new float[definition.ParameterVectorLength];
        var gradients = new float[definition.ParameterVectorLength];
        OptimizerState<float> state = optimizer.CreateState<float>(definition);
        for (int step = 0; step < 100; step++)
            state.Step(parameters, gradients);

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int step = 0; step < 1000; step++)
            state.Step(parameters, gradients);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.True(allocated == 0, $"{name}: {allocated} bytes");
    }

    [Fact]
    public void Vectors_of_another_length_are_refused()
    {
        OptimizerState<float> state = new Sgd(0.1).CreateState<float>(Definition([4]));
        Assert.Contains("4 elements; given were 3 parameters and 4 gradients", Assert.Throws<ArgumentException>(() => state.Step(new float[3], new float[4])).Message);
        Assert.Throws<ArgumentException>(() => state.Step(new float[4], new float[5]));
        Assert.Equal(0, state.StepCount);
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_senseless_learning_rate_is_refused(double rate) => Assert.Throws<ArgumentOutOfRangeException>(() => new Adam(rate));

    [Fact]
    public void Senseless_settings_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Adam { Beta1 = 1.0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Adam { Epsilon = 0.0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Momentum(0.1, 1.0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Sgd(0.1) { WeightDecay = -1.0 });
        Assert.Contains("Alpha", Assert.Throws<ArgumentOutOfRangeException>(() => new RmsProp { Alpha = -0.5 }).Message);
    }

    /// <summary>Tensors that lie next to each other: weight, bias, slope, weight, ...</summary>
    private static NetworkDefinition Definition(int[] lengths)
    {
        ParameterRole[] roles = [ParameterRole.Weight, ParameterRole.Bias, ParameterRole.Slope];
        var parameters = new List<ParameterInfo>();
        int offset = 0;
        for (int i = 0; i < lengths.Length; offset += lengths[i++])
            parameters.Add(new ParameterInfo($"p{i}", offset, [lengths[i]], roles[i % 3], Initializer.Zeros));
        return new NetworkDefinition
        {
            Name = "Test",
            Precision = Precision.Float,
            InputShape = [1],
            ParameterVectorLength = offset,
            Layers = [new LayerDefinition("layers.0", "Test", [1], [1]) { Parameters = [.. parameters] }],
        };
    }

    private static T[] Draw<T>(Random random, int length) where T : IFloatingPointIeee754<T>
    {
        var values = new T[length];
        for (int i = 0; i < length; i++)
            values[i] = T.CreateChecked(random.NextDouble() - 0.5);
        return values;
    }
}
