namespace BirdeyeDiscovery.Tests;

/// <summary>Programs in other languages read these keys.</summary>
public sealed class CacheKeysTests
{
    private const string Mint = "So11111111111111111111111111111111111111112";

    [Fact]
    public void The_keys_of_answers_are_the_documented_ones()
    {
        var time = DateTimeOffset.FromUnixTimeSeconds(1_772_366_442);

        Assert.Equal("birdeye:trending:1772366400", CacheKeys.Trending(time));
        Assert.Equal("birdeye:security:" + Mint, CacheKeys.Security(Mint));
        Assert.Equal("birdeye:ohlcv:" + Mint + ":5m:288", CacheKeys.Ohlcv(Mint, CandleInterval.FiveMinutes, 288));
        Assert.Equal("birdeye:trades:" + Mint, CacheKeys.Trades(Mint));
    }
}
