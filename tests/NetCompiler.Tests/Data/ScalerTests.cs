namespace NetCompiler.Tests.Data;

public class ScalerTests
{
    private static readonly Dataset<double> s_train = new([[1.0, 10, 0.1], [3, 10, 0.1], [5, 40, 0.1]], [0, 1, 2]);
    private static readonly Dataset<double> s_test = new([[7.0, 25, 0.3]], [1]);

    [Fact]
    public void Standard_scaling_gives_mean_0_and_deviation_1()
    {
        StandardScaler scaler = StandardScaler.Fit(s_train);
        Dataset<double> scaled = scaler.Transform(s_train);

        double deviation0 = Math.Sqrt(8.0 / 3), deviation1 = Math.Sqrt(200);
        Assert.Equal([3.0, 20.0, 0.1], scaler.Offsets, Near);
        Assert.Equal([deviation0, deviation1, 1.0], scaler.Scales, Near);
        Assert.Equal([-2 / deviation0, -10 / deviation1, 0, 0, -10 / deviation1, 0, 2 / deviation0, 20 / deviation1, 0], scaled.Inputs.ToArray(), Near);
        Assert.Equal([0.0, 1, 2], scaled.Targets.ToArray());
        Assert.Equal(1.0, s_train.Input(0)[0]);
        Assert.Equal([4 / deviation0, 5 / deviation1, 0.2], scaler.Transform(s_test).Inputs.ToArray(), Near);
    }

    [Fact]
    public void Min_max_scaling_fills_0_to_1()
    {
        MinMaxScaler scaler = MinMaxScaler.Fit(s_train);
        Assert.Equal([0, 0, 0, 0.5, 0, 0, 1, 1, 0], scaler.Transform(s_train).Inputs.ToArray(), Near);
        Assert.Equal([1.5, 0.5, 0.2], scaler.Transform(s_test).Inputs.ToArray(), Near);
    }

    [Fact]
    public void The_inverse_gives_back_what_was_scaled()
    {
        foreach (Scaler scaler in new Scaler[] { StandardScaler.Fit(s_train), MinMaxScaler.Fit(s_train) })
        {
            double[] values = scaler.Transform(s_train).Inputs.ToArray();
            Assert.NotEqual(s_train.Inputs.ToArray(), values);
            scaler.InverseTransform<double>(values);
            Assert.Equal(s_train.Inputs.ToArray(), values, Near);
        }
    }

    [Fact]
    public void A_scaler_fitted_in_double_serves_float()
    {
        float[] values = [1, 10, 0.1f];
        MinMaxScaler.Fit(s_train).Transform<float>(values);
        Assert.Equal([0f, 0f, 0f], values, (a, b) => Math.Abs(a - b) < 1e-6);
    }

    [Fact]
    public void A_constant_column_of_many_rounded_values_is_constant()
    {
        float[] values = [.. Enumerable.Repeat(0.1f, 9999)];
        Assert.Equal([1.0], StandardScaler.Fit<float>(values, 1).Scales);
        Assert.Equal([1.0], MinMaxScaler.Fit<float>(values, 1).Scales);
    }

    [Fact]
    public void Lengths_that_do_not_fit_are_refused()
    {
        Assert.Contains("fitted on 3 columns", Assert.Throws<ArgumentException>(() => StandardScaler.Fit(s_train).Transform<double>(new double[4])).Message);
        Assert.Throws<ArgumentException>(() => MinMaxScaler.Fit(s_train).InverseTransform<double>(new double[2]));
        Assert.Throws<ArgumentException>(() => StandardScaler.Fit<double>([], 2));
        Assert.Throws<ArgumentException>(() => MinMaxScaler.Fit<double>(new double[3], 2));
    }

    private static bool Near(double a, double b) => Math.Abs(a - b) < 1e-12;
}
