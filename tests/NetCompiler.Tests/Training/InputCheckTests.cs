using System.Globalization;

namespace NetCompiler.Tests.Training;

public class InputCheckTests
{
    private static readonly Dataset<float> s_good = TestData.Classes(12);

    private static string Refusal(Dataset<float> training, TrainingOptions? options = null, string loss = "SoftmaxCrossEntropy")
    {
        var net = new LinearNetwork<float>(2, 3, loss);
        net.OnGradient = _ => throw new InvalidOperationException("Training began.");
        string message = Assert.ThrowsAny<ArgumentException>(() => Trainer.Fit(net, training, options)).Message;
        Assert.True(net.Parameters.IndexOfAnyExcept(0f) < 0);
        return message;
    }

    [Fact]
    public void Inputs_of_another_width() =>
        Assert.Contains("takes 2 inputs per example; the training data has 3", Refusal(new Dataset<float>(new float[9], 3, new float[3])));

    [Fact]
    public void Targets_of_another_width() =>
        Assert.Contains("SoftmaxCrossEntropy takes 1 targets per example; the training data has 3", Refusal(new Dataset<float>(new float[4], 2, new float[6], 3)));

    [Fact]
    public void Empty_data() => Assert.Contains("training data is empty", Refusal(s_good.Take(0)));

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Values_that_are_not_finite(float value)
    {
        Dataset<float> data = TestData.Classes(50);
        data.Input(37)[1] = value;
        Assert.Contains("in example 37, input 1 (both from 0)", Refusal(data));
        Assert.Contains("The validation data holds", Refusal(s_good, new TrainingOptions { Validation = data }));
    }

    [Theory]
    [InlineData(3f)]
    [InlineData(-1f)]
    [InlineData(0.5f)]
    public void Classes_that_there_are_not(float label)
    {
        Dataset<float> data = TestData.Classes(50);
        data.Target(41)[0] = label;
        Assert.Contains("in example 41", Refusal(data));
        Assert.Contains("from 0 to 2", Refusal(data));
    }

    [Theory]
    [InlineData(-1f)]
    [InlineData(2f)]
    [InlineData(1.0001f)]
    public void Targets_that_are_no_probabilities(float target)
    {
        var data = new Dataset<float>(new float[100], 2, new float[150], 3);
        data.Target(41)[1] = target;
        string message = Refusal(data, loss: "BinaryCrossEntropyWithLogits");
        Assert.Contains("in example 41, target 1", message);
        Assert.Contains("from 0 to 1", message);
    }

    [Fact]
    public void Numbers_in_messages_do_not_depend_on_the_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NumberDecimalSeparator = ",", PositiveInfinitySymbol = "∞" } };
            Dataset<float> data = TestData.Classes(50);
            data.Target(41)[0] = 0.5f;
            Assert.Contains("the class 0.5 in", Refusal(data));
            data.Input(37)[1] = float.PositiveInfinity;
            Assert.Contains("holds Infinity in", Refusal(data));
            Assert.Contains("at 0.001 leave", Assert.Throws<ArgumentException>(() => data.Split(0.001)).Message);
            var net = new LinearNetwork<float>(2, 3, "SoftmaxCrossEntropy") { OnGradient = _ => float.PositiveInfinity };
            Assert.Matches("is Infinity.*learning rate 0.25", Assert.Throws<TrainingDivergedException>(() => Trainer.Fit(net, s_good, new TrainingOptions { Optimizer = new Sgd(0.25) })).Message);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Validation_of_another_width() => Assert.Contains(
        "takes 2 inputs per example; the validation data has 3",
        Refusal(s_good, new TrainingOptions { Validation = new Dataset<float>(new float[9], 3, new float[3]) }));

    [Fact]
    public void A_metric_that_is_not_measured()
    {
        Assert.Contains("there are: loss, accuracy", Refusal(s_good, new TrainingOptions { Monitor = "RMSE", Validation = s_good }));
        Assert.Contains("Validation is not set", Refusal(s_good, new TrainingOptions { Monitor = "accuracy" }));
    }

    [Fact]
    public void Options_out_of_range()
    {
        Assert.Contains("BatchSize is 0", Assert.Throws<ArgumentOutOfRangeException>(() => new TrainingOptions { BatchSize = 0 }).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new TrainingOptions { Epochs = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new TrainingOptions { AccumulationSteps = 0 });
        Assert.Throws<ArgumentNullException>(() => new TrainingOptions { Optimizer = null! });
        Assert.Throws<ArgumentOutOfRangeException>(() => new EarlyStopping(0));
    }

    [Fact]
    public void Data_is_checked_before_evaluation_too()
    {
        var net = new LinearNetwork<float>(2, 3, "SoftmaxCrossEntropy");
        Assert.Contains("The evaluation data is empty", Assert.Throws<ArgumentException>(() => Trainer.Evaluate(net, s_good.Skip(12))).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => Trainer.Evaluate(net, s_good, batchSize: 0));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(100)]
    public void Every_position_is_looked_at(int length)
    {
        for (int i = 0; i < length; i++)
        {
            var values = new double[length];
            Array.Fill(values, -1e300);
            Assert.Equal(-1, Finite.IndexOfOther<double>(values));
            values[i] = i % 2 == 0 ? double.NaN : double.NegativeInfinity;
            Assert.Equal(i, Finite.IndexOfOther<double>(values));
        }
    }
}
