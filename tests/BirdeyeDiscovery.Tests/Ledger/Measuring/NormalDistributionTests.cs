using BirdeyeDiscovery.Ledger;

namespace BirdeyeDiscovery.Tests.Ledger.Measuring;

public sealed class NormalDistributionTests
{
    [Theory]
    [InlineData(0, .5)]
    [InlineData(.5, .6914624612740131)]
    [InlineData(1, .8413447460685429)]
    [InlineData(1.959963984540054, .975)]
    [InlineData(3, .9986501019683699)]
    [InlineData(-8, 6.220960574271819e-16)]
    public void The_probability_below_a_value(double x, double probability) =>
        Assert.Equal(1, NormalDistribution.Cumulative(x) / probability, 14);

    [Theory]
    [InlineData(.5, 0)]
    [InlineData(.8, .8416212335729143)]
    [InlineData(.975, 1.9599639845400536)]
    [InlineData(.001, -3.090232306167813)]
    [InlineData(1e-20, -9.262340089798405)]
    [InlineData(0, double.NegativeInfinity)]
    [InlineData(1, double.PositiveInfinity)]
    public void The_value_below_which_a_probability_lies(double probability, double x) =>
        Assert.Equal(x, NormalDistribution.Quantile(probability), 1e-13);

    [Fact]
    public void Each_undoes_the_other()
    {
        for (var x = -8.0; x <= 8; x += 1.0 / 128)
        {
            // Above 5 the probability is so near to 1 that its last digit moves the value by more.
            Assert.Equal(x, NormalDistribution.Quantile(NormalDistribution.Cumulative(x)), x < 3 ? 1e-12 : 1e-15 / NormalDistribution.Density(x));
        }
    }

    [Fact]
    public void Two_sides_of_the_tail() => Assert.Equal(1, NormalDistribution.TwoSided(-1.959963984540054) / .05, 12);

    [Theory]
    [InlineData(7, 10, .39677814746114537, .8922087325936989)]
    [InlineData(0, 10, 0, .2775327998628892)]
    [InlineData(2, 2, .34238022750665303, 1)]
    public void Wilson(int hits, int trials, double lower, double upper)
    {
        var interval = BirdeyeDiscovery.Ledger.Wilson.Interval(hits, trials);

        Assert.Equal((lower, upper), (interval.Lower, interval.Upper), new Pair());
    }

    private sealed class Pair : IEqualityComparer<(double Lower, double Upper)>
    {
        public bool Equals((double Lower, double Upper) x, (double Lower, double Upper) y) =>
            Math.Abs(x.Lower - y.Lower) < 1e-13 && Math.Abs(x.Upper - y.Upper) < 1e-13;

        public int GetHashCode((double Lower, double Upper) value) => 0;
    }
}
