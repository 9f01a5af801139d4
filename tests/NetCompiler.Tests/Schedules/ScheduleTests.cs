namespace NetCompiler.Tests.Schedules;

public class ScheduleTests
{
    private static double At(LearningRateSchedule schedule, long step, int stepsPerEpoch = 10, int epochs = 10) =>
        schedule.Factor(new SchedulePosition(step, stepsPerEpoch, epochs));

    [Fact]
    public void Constant_is_one() => Assert.Equal([1.0, 1.0], new[] { At(new ConstantSchedule(), 0), At(new ConstantSchedule(), 99) });

    [Theory]
    [InlineData(0, 1.0)]
    [InlineData(29, 1.0)]
    [InlineData(30, 0.5)]
    [InlineData(59, 0.5)]
    [InlineData(90, 0.125)]
    public void Step_falls_every_third_epoch(long step, double expected) => Assert.Equal(expected, At(new StepSchedule(3, 0.5), step), 12);

    [Theory]
    [InlineData(9, 1.0)]
    [InlineData(10, 0.9)]
    [InlineData(45, 0.6561)]
    public void Exponential_falls_every_epoch(long step, double expected) => Assert.Equal(expected, At(new ExponentialSchedule(0.9), step), 12);

    [Theory]
    [InlineData(0, 0.05)]
    [InlineData(18, 0.95)]
    [InlineData(19, 1.0)]
    [InlineData(20, 1.0)]
    [InlineData(60, 0.55)]
    [InlineData(40, 0.1 + (0.9 * 0.8535533905932737))]
    [InlineData(100, 0.1)]
    public void Cosine_rises_linearly_then_falls_to_its_minimum(long step, double expected) =>
        Assert.Equal(expected, At(new CosineSchedule { WarmUpSteps = 20, MinFactor = 0.1 }, step), 12);

    [Fact]
    public void Cosine_survives_a_warm_up_longer_than_training() => Assert.Equal(0.25, At(new CosineSchedule { WarmUpSteps = 400 }, 99), 12);

    [Theory]
    [InlineData(1.0, 0, 1.0)]
    [InlineData(1.0, 25, 0.75)]
    [InlineData(2.0, 50, 0.25)]
    [InlineData(2.0, 100, 0.0)]
    public void Polynomial_falls_to_zero(double power, long step, double expected) => Assert.Equal(expected, At(new PolynomialSchedule(power), step), 12);

    [Fact]
    public void Polynomial_falls_to_its_minimum() => Assert.Equal(0.2 + (0.8 * 0.5), At(new PolynomialSchedule { MinFactor = 0.2 }, 50), 12);

    // The values of PyTorch's OneCycleLR(max_lr=1, total_steps=100): peak at step 0.3·100 - 1 = 29, end at step 99.
    [Theory]
    [InlineData(0, 0.04)]
    [InlineData(14.5, 0.52)]
    [InlineData(29, 1.0)]
    [InlineData(64, 0.500002)]
    [InlineData(99, 4e-6)]
    public void One_cycle_rises_and_falls_on_cosines(double step, double expected)
    {
        var schedule = new OneCycleSchedule();
        // Between two steps the curve is symmetric around its middle, so the mean of the neighbours has the value there.
        double actual = (At(schedule, (long)Math.Floor(step)) + At(schedule, (long)Math.Ceiling(step))) / 2;
        Assert.Equal(expected, actual, 9);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void One_cycle_of_few_steps_stays_between_its_bounds(int steps)
    {
        for (int step = 0; step < steps; step++)
            Assert.InRange(At(new OneCycleSchedule(), step, steps, 1), 4e-6, 1.0);
        Assert.InRange(At(new OneCycleSchedule { PctStart = 1.0 }, steps - 1, steps, 1), 0.99, 1.0);
        Assert.InRange(At(new OneCycleSchedule { PctStart = 0.0 }, 0, steps, 1), 0.99, 1.0);
    }

    [Fact]
    public void Plateau_reduces_after_its_patience_and_waits_for_its_cooldown()
    {
        var schedule = new ReduceOnPlateauSchedule { ReductionFactor = 0.5, Patience = 2, Cooldown = 1, MinFactor = 0.2 };
        double[] losses = [1.0, 0.9, 0.95, 0.9, 0.89999, 0.95, 0.95, 0.95, 0.95, 0.5, 0.6, 0.6, 0.6, 0.6, 0.6, 0.6, 0.6];
        double[] expected = [1, 1, 1, 1, 0.5, 0.5, 0.5, 0.5, 0.25, 0.25, 0.25, 0.25, 0.2, 0.2, 0.2, 0.2, 0.2];
        schedule.Start();
        Assert.Equal(expected, losses.Select(loss =>
        {
            schedule.EndEpoch(loss, higherIsBetter: false);
            return At(schedule, 0);
        }));
    }

    [Fact]
    public void Plateau_follows_values_that_should_rise_and_forgets_at_the_start()
    {
        var schedule = new ReduceOnPlateauSchedule { Patience = 0 };
        schedule.EndEpoch(0.5, higherIsBetter: true);
        schedule.EndEpoch(0.6, higherIsBetter: true);
        Assert.Equal(1.0, At(schedule, 0));
        schedule.EndEpoch(0.55, higherIsBetter: true);
        Assert.Equal(0.1, At(schedule, 0), 12);
        schedule.Start();
        Assert.Equal(1.0, At(schedule, 0));
        schedule.EndEpoch(0.1, higherIsBetter: true);
        Assert.Equal(1.0, At(schedule, 0));
    }
}
