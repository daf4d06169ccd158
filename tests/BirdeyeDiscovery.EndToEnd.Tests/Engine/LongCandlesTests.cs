using BirdeyeDiscovery.Testing;

namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>Candles of an hour and a day of active tokens in a generated market, and what they cost at the API.</summary>
public sealed class LongCandlesTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 5, 4, 22, 30, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();
    private readonly SimulatedClock _clock = new(Start);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_active_token_has_three_lists_and_the_longer_ones_cost_one_request_each_however_many_cycles_run()
    {
        await using var birdeye = Local();
        await using var host = Host(birdeye);

        // Through midnight, so that a day and hours close.
        for (var cycle = 0; cycle < 60; cycle++)
        {
            var before = birdeye.Log.Requests.Count;
            host.RunNext();
            Assert.All(OfCandles(birdeye.Log.Requests.Skip(before)).CountBy(static request => (request.Query["address"], request.Query["type"])), static asked => Assert.Equal(1, asked.Value));
        }

        var live = await host.Store.GetTokensAsync([TokenStatus.Active], Ct);
        Assert.Contains(live, static token => token.IsPermanent);
        var names = (await host.Cache.GetCandleOwnersAsync(Ct))!.ToDictionary(static owner => owner.Value, static owner => owner.Key);
        foreach (var token in live)
        {
            var fiveMinutes = await host.Cache.GetCandlesAsync(names[token.Address], CandleInterval.FiveMinutes, Ct);
            Assert.InRange(fiveMinutes.Count, 1, 576);
            foreach (var interval in new[] { CandleInterval.OneHour, CandleInterval.OneDay })
            {
                var candles = await host.Cache.GetCandlesAsync(names[token.Address], interval, Ct);
                var from = CandleFold.FirstWhole(fiveMinutes[0].Timestamp, interval);
                Assert.Equal(CandleFold.Fold(fiveMinutes, interval, from), candles.Where(candle => candle.Timestamp >= from));
                Assert.Equal(candles.Select(static candle => candle.Timestamp).Distinct().Order(), candles.Select(static candle => candle.Timestamp));
            }
        }

        var stayed = live.Select(static token => token.Address).ToHashSet();
        var longer = OfCandles(birdeye.Log.Requests).Where(request => request.Query["type"] != "5m" && stayed.Contains(request.Query["address"])).ToArray();
        Assert.Equal(2 * stayed.Count, longer.Length);
    }

    [Fact]
    public async Task A_restart_without_a_shared_cache_reads_each_list_again_once()
    {
        await using var birdeye = Local();
        await using (var host = Host(birdeye))
        {
            host.RunNext();
        }

        var before = birdeye.Log.Requests.Count;
        await using var again = Host(birdeye);
        again.RunNext();
        again.RunNext();
        var live = await again.Store.GetTokensAsync([TokenStatus.Active], Ct);
        var longer = OfCandles(birdeye.Log.Requests.Skip(before)).Where(static request => request.Query["type"] != "5m").ToArray();
        Assert.All(longer.CountBy(static request => (request.Query["address"], request.Query["type"])), static asked => Assert.Equal(1, asked.Value));
        Assert.InRange(longer.Length, 2 * live.Count, 2 * (live.Count + 4));
        foreach (var owner in (await again.Cache.GetCandleOwnersAsync(Ct))!.Where(owner => live.Any(token => token.Address == owner.Value)))
        {
            Assert.NotEmpty(await again.Cache.GetCandlesAsync(owner.Key, CandleInterval.OneDay, Ct));
        }
    }

    public void Dispose() => _folder.Dispose();

    private static IEnumerable<LocalRequest> OfCandles(IEnumerable<LocalRequest> requests) => requests.Where(static request => request.Path == "/defi/ohlcv");

    private LocalBirdeye Local() => new(new LocalBirdeyeOptions { TimeProvider = _clock, Seed = 11, Origin = Start });

    private SimulatedHost Host(LocalBirdeye birdeye) => new(_folder.File("discovery.db"), _clock, birdeye);
}
