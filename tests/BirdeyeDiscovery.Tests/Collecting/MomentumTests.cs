namespace BirdeyeDiscovery.Tests;

public sealed class MomentumTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_768_000_200);

    [Fact]
    public void Windows_are_filled_from_the_closes_and_known_ones_stay()
    {
        var filled = Momentum.Fill(Candidates.Token("A", 1) with { Change1hPercent = 7 }, Series((-90_000, 50), (-600, 80), (0, 100)), Now);

        Assert.Equal((25.0, 7.0, 100.0), (filled.Change5mPercent!.Value, filled.Change1hPercent!.Value, filled.Change24hPercent!.Value));
    }

    [Fact]
    public void A_window_that_the_candles_do_not_reach_stays_unknown()
    {
        var filled = Momentum.Fill(Candidates.Token("A", 1), Series((-3900, 50), (0, 100)), Now);

        Assert.Equal((100.0, null), (filled.Change1hPercent, filled.Change24hPercent));
    }

    [Fact]
    public void The_close_of_a_bucket_that_ends_inside_the_window_is_not_its_start() =>
        Assert.Null(Momentum.Fill(Candidates.Token("A", 1), Series((-3899, 50), (0, 100)), Now).Change1hPercent);

    [Fact]
    public void A_quiet_token_has_not_moved() =>
        Assert.Equal(0, Momentum.Fill(Candidates.Token("A", 1), Series((-7200, 50)), Now).Change5mPercent);

    [Fact]
    public void No_candles_and_a_price_of_zero_say_nothing()
    {
        Assert.Null(Momentum.Fill(Candidates.Token("A", 1), Series(), Now).Change5mPercent);
        Assert.Null(Momentum.Fill(Candidates.Token("A", 1), Series((-900, 0), (0, 1)), Now).Change5mPercent);
    }

    private static CandleSeries Series(params (int Age, double Close)[] candles) =>
        new([.. candles.Select(static candle => new Candle(Now.ToUnixTimeSeconds() + candle.Age, candle.Close, candle.Close, candle.Close, candle.Close, 1))], 0);
}
