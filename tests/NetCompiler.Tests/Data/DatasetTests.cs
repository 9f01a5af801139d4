namespace NetCompiler.Tests.Data;

public class DatasetTests
{
    private static readonly Dataset<float> s_ten = new([.. Enumerable.Range(0, 20).Select(i => (float)i)], 2, [.. Enumerable.Range(0, 10).Select(i => (float)i)])
    {
        FeatureNames = ["a", "b"], ClassNames = ["zero", "one"],
    };

    [Fact]
    public void Jagged_rows_are_laid_out_one_after_the_other()
    {
        var data = new Dataset<double>([[1, 2], [3, 4]], [[5], [6]]);
        Assert.Equal((2, 2, 1), (data.Count, data.InputLength, data.TargetLength));
        Assert.Equal([1, 2, 3, 4], data.Inputs.ToArray());
        Assert.Equal([6], data.Target(1).ToArray());
        Assert.Equal([2f, 0f], new Dataset<float>([[1], [2]], [2, 0]).Targets.ToArray());
    }

    [Fact]
    public void Flat_arrays_are_not_copied()
    {
        float[] inputs = [1, 2];
        var data = new Dataset<float>(inputs, 1, [0, 0]);
        inputs[1] = 7;
        Assert.Equal(7f, data.Input(1)[0]);
    }

    [Fact]
    public void Slices_are_views_of_the_right_examples()
    {
        Dataset<float> slice = s_ten.Skip(3).Take(4)[1..3];
        Assert.Equal([4f, 5f], slice.Targets.ToArray());
        Assert.Equal([8f, 9f, 10f, 11f], slice.Inputs.ToArray());
        Assert.Equal(["a", "b"], slice.FeatureNames);
        Assert.Equal(["zero", "one"], slice.ClassNames);
        Assert.Throws<ArgumentOutOfRangeException>(() => s_ten.Take(11));
        Assert.Throws<ArgumentOutOfRangeException>(() => s_ten.Skip(11));
        Assert.Throws<ArgumentOutOfRangeException>(() => s_ten.Take(5).Input(5));
    }

    [Fact]
    public void Split_without_a_seed_keeps_the_order()
    {
        (Dataset<float> first, Dataset<float> second) = s_ten.Split(0.7);
        Assert.Equal([0f, 1f, 2f, 3f, 4f, 5f, 6f], first.Targets.ToArray());
        Assert.Equal([7f, 8f, 9f], second.Targets.ToArray());
    }

    [Fact]
    public void Split_with_a_seed_shuffles_whole_examples()
    {
        (Dataset<float> first, Dataset<float> second) = s_ten.Skip(2).Split(0.5, seed: 1);
        float[] all = [.. first.Targets.ToArray(), .. second.Targets.ToArray()];
        Assert.Equal([2f, 3f, 4f, 5f, 6f, 7f, 8f, 9f], all.Order());
        Assert.NotEqual(all.Order(), all);
        for (int i = 0; i < 4; i++)
            Assert.Equal([2 * first.Target(i)[0], (2 * first.Target(i)[0]) + 1], first.Input(i).ToArray());
        Assert.Equal(first.Targets.ToArray(), s_ten.Skip(2).Split(0.5, seed: 1).First.Targets.ToArray());
        Assert.NotEqual(all, s_ten.Skip(2).Shuffle(2).Targets.ToArray());
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(1.0)]
    [InlineData(double.NaN)]
    public void Senseless_shares_are_refused(double fraction) => Assert.Throws<ArgumentOutOfRangeException>(() => s_ten.Split(fraction));

    [Fact]
    public void Empty_parts_are_refused() => Assert.Throws<ArgumentException>(() => s_ten.Split(0.01));

    [Fact]
    public void Lengths_that_do_not_fit_are_named()
    {
        Assert.Contains("inputs holds 5 elements", Message(() => new Dataset<float>(new float[5], 2, new float[2])));
        Assert.Contains("3 inputs but 2 targets", Message(() => new Dataset<float>(new float[6], 2, new float[2])));
        Assert.Contains("inputs[1] has 1 elements; inputs[0] has 2", Message(() => new Dataset<float>([[1, 2], [3]], [0, 1])));
        Assert.Contains("inputs is empty", Message(() => new Dataset<float>([], new int[0])));
        Assert.Contains("inputLength", Message(() => new Dataset<float>(new float[6], 0, new float[2])));
    }

    private static string Message(Func<object> action) => Assert.ThrowsAny<ArgumentException>(action).Message;
}
