namespace BirdeyeDiscovery.Tests;

/// <summary>A staged engine requests candles only when a bucket has closed since the last answer.</summary>
public sealed class StagedCandlesTests
{
    [Theory]
    [InlineData(EnrichmentMode.Staged, 3)]
    [InlineData(EnrichmentMode.Full, 10)]
    public async Task Candles_of_an_active_token_are_requested_when_a_bucket_has_closed(EnrichmentMode mode, int requests)
    {
        using var collecting = new Collecting();
        collecting.Options.Discovery.Enrichment = mode;
        collecting.Gateway.Candles = _ => new CandleSeries([new Candle(collecting.Clock.GetUtcNow().ToUnixTimeSeconds() / 300 * 300, 1, 1, 1, 1, 1)], 0);
        collecting.Track("A");
        collecting.Tokens[0] = collecting.Tokens[0] with { ActivatedAt = Candidates.Start };
        await collecting.KnowCandlesAsync("A");

        // Ten cycles of two minutes close three buckets after the cached candle.
        for (var cycle = 0; cycle < 10; cycle++)
        {
            await collecting.CollectAsync();
            await collecting.ReadCandlesAsync("A");
            await collecting.KnowCandlesAsync("A", new Candle(collecting.Clock.GetUtcNow().ToUnixTimeSeconds() / 300 * 300, 1, 1, 1, 1, 1));
            collecting.Clock.Advance(TimeSpan.FromMinutes(2));
        }

        Assert.Equal(requests, collecting.Gateway.Count("Ohlcv"));
    }

    [Theory]
    [InlineData(EnrichmentMode.Staged)]
    [InlineData(EnrichmentMode.Full)]
    public async Task A_missing_price_change_of_an_active_token_is_filled_whether_or_not_a_bucket_has_closed(EnrichmentMode mode)
    {
        using var collecting = new Collecting();
        collecting.Options.Discovery.Enrichment = mode;
        collecting.Gateway.Market = static address => CountingGateway.Traded(address) with { Change1hPercent = null };
        collecting.Track("A");
        collecting.Tokens[0] = collecting.Tokens[0] with { ActivatedAt = Candidates.Start };
        var open = collecting.Clock.GetUtcNow().ToUnixTimeSeconds() / 300 * 300;
        await collecting.KnowCandlesAsync("A", Flat(open - 100_000, 50), Flat(open - 7_200, 80), Flat(open, 90));
        collecting.Gateway.Candles = _ => new CandleSeries([Flat(open, 100)], 0);
        var listed = new MarketFacts { Address = Candidates.Address("A"), Symbol = "A", LiquidityUsd = 100_000, Volume24hUsd = 1_000_000 };

        Assert.Equal(25, (await collecting.CollectAsync(listed))["A"].Change1hPercent);
        Assert.Equal(1, collecting.Gateway.Count("Ohlcv"));
    }

    [Theory]
    [InlineData(4, 4)]
    [InlineData(6, 0)]
    public async Task An_audit_compares_nothing_over_a_list_that_is_too_old_for_staging(int minutes, int steps)
    {
        using var collecting = new Collecting();
        var listed = new MarketFacts { Address = Candidates.Address("A"), Symbol = "A", LiquidityUsd = 100_000, Volume24hUsd = 1_000_000 };
        await collecting.CollectAsync(new MarketList { Limit = 50, UpdatedAt = collecting.Clock.GetUtcNow().AddMinutes(-minutes), Tokens = [listed] });

        Assert.Equal(steps, collecting.Steps);
    }

    private static Candle Flat(long time, double price) => new(time, price, price, price, price, 1);
}
