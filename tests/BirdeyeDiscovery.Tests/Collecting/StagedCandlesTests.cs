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
}
