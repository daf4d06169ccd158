using TradingBotHost;

namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>The rules of the paper bot on candles written by hand.</summary>
public sealed class RsiEmaStrategyTests
{
    private static readonly SignalConfig Config = new(RsiPeriod: 3, RsiOversold: 20, RsiOverbought: 90, EmaFast: 2, EmaSlow: 4, VolumeMultiplier: 1);

    [Fact]
    public void The_index_is_100_in_a_rise_0_in_a_fall_and_50_where_nothing_moves()
    {
        Assert.Equal(100, Indicators.Rsi(Candles(1, 2, 3, 4), 3));
        Assert.Equal(0, Indicators.Rsi(Candles(4, 3, 2, 1), 3));
        Assert.Equal(50, Indicators.Rsi(Candles(1, 1, 1), 3));

        // Gains 2, 1, 1 and losses 0, 1, 1 on the average of one, two and three, as Wilder has it.
        Assert.Equal(60, Indicators.Rsi(Candles(10, 12, 10, 11), 3), 9);
    }

    [Fact]
    public void The_average_starts_at_the_first_close_and_follows_by_its_weight() =>
        Assert.Equal((12.0, 14.0), Indicators.Ema(Candles(10, 13, 15), 2));

    [Fact]
    public void It_buys_what_fell_or_rises_on_volume_and_nothing_of_which_it_knows_too_little()
    {
        var strategy = new RsiEmaStrategy(Config);
        Assert.True(strategy.WantsIn(Candles(10, 9, 8, 7, 6, 5)));
        Assert.True(strategy.WantsIn(Candles(10, 9.5, 10, 9.8, 10.2, 10.4)));
        Assert.False(strategy.WantsIn(Quiet(Candles(10, 9.5, 10, 9.8, 10.2, 10.4))));
        Assert.False(strategy.WantsIn(Candles(10, 11, 12, 13, 14, 15)));
        Assert.False(strategy.WantsIn(Candles(10, 9, 8)));
    }

    [Fact]
    public void It_sells_what_is_overbought_or_turns_down()
    {
        var strategy = new RsiEmaStrategy(Config);
        Assert.True(strategy.WantsOut(Candles(10, 11, 12, 13, 14, 15)));
        Assert.True(strategy.WantsOut(Candles(10, 10.2, 10.1, 10.3, 10.4, 9.8)));
        Assert.False(strategy.WantsOut(Candles(10, 9.5, 10, 9.8, 10.2, 10.4)));
    }

    private static List<Candle> Candles(params double[] closes) =>
        [.. closes.Select(static (close, index) => new Candle(index * 300L, close, close, close, close, 100))];

    private static List<Candle> Quiet(List<Candle> candles) => [.. candles.SkipLast(1), candles[^1] with { Volume = 1 }];
}
