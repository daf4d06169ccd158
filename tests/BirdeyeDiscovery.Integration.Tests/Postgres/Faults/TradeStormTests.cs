using System.Collections.Concurrent;
using BirdeyeDiscovery.Conformance;
using BirdeyeDiscovery.Servers;

namespace BirdeyeDiscovery.Integration.Tests.Postgres;

/// <summary>Many trades from many callers while connections are cut and sessions ended: what was acknowledged is stored, once, and adds up.</summary>
public sealed class TradeStormTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_thousand_trades_from_eight_callers_on_three_hosts_under_random_cuts_are_each_stored_once()
    {
        await using var harness = await StartAsync();
        var random = new Random(11);
        await using var proxy = new PostgresProxy((await SharedPostgres.GetAsync()).Port);
        await using var first = await harness.OpenAsync(PostgresRoles.Runtime, proxy.Port);
        await using var second = await harness.OpenAsync(PostgresRoles.Runtime, proxy.Port);
        await using var third = await harness.OpenAsync(PostgresRoles.Runtime, proxy.Port);
        StoreHost[] hosts = [first, second, third];
        string[] addresses = [Tokens.Bonk, Tokens.Bonk, Tokens.Bonk, Tokens.Wif, "later", "never"];
        var trades = Enumerable.Range(0, 700)
            .Select(number => Trades.Close($"t{number}", addresses[number % 6], random.Next(-9_000, 9_000) / 100m, random.Next(-100, 200), random.Next(0, 72)))
            .ToList();
        TradeClose[] calls = [.. trades, .. trades.Take(200), .. trades.TakeLast(100).Select(close => close with { PnlUsd = close.PnlUsd + .01m })];
        random.Shuffle(calls);
        var cuts = 0;
        proxy.OnMessage = _ =>
        {
            lock (random)
            {
                if (random.Next(700) > 0)
                {
                    return null;
                }

                cuts++;
                return cuts % 2 == 0 ? PostgresFault.Cut : PostgresFault.LoseAnswer;
            }
        };

        var answers = new ConcurrentBag<TradeCloseResult>();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(caller => Task.Run(
            async () =>
            {
                for (var index = caller; index < calls.Length; index += 8)
                {
                    answers.Add(await SendAsync(hosts[caller % 3], calls[index]));
                    if (index == 480)
                    {
                        await harness.CommitAsync(Plans.Cycle(2, tokens: [Tokens.New("later", "LATER", 2)]), Cancel);
                        await harness.Host.Trades.RebuildPerformanceAsync(Cancel);
                    }
                }
            },
            Cancel)));

        Assert.True(cuts > 5, $"Only {cuts} cuts.");
        Assert.Equal(1000, answers.Count);
        var stored = answers.Select(answer => answer.Stored).Distinct().ToList();
        Assert.Equal(700, stored.Count);
        Assert.Equal(700, stored.Select(close => close.TradeId).Distinct().Count());
        Assert.All(stored, close => Assert.Contains(close, calls));
        Assert.Equal(100, answers.Count(answer => answer.Status == TradeCloseStatus.Conflict));
        var oracle = new TradeOracle();
        foreach (var address in addresses.Distinct().Where(address => address != "never"))
        {
            oracle.Track(address, TokenCategory.Emerging);
        }

        stored.ForEach(oracle.Record);
        await oracle.AssertAsync(harness, Cancel);
    }

    // A caller whose call failed for good sends it again, as the documentation says.
    private static async Task<TradeCloseResult> SendAsync(StoreHost host, TradeClose close)
    {
        for (var sending = 1; ; sending++)
        {
            try
            {
                return await host.Trades.RecordTradeClosedAsync(close, Cancel);
            }
            catch (DiscoveryStoreException error) when (error.IsTransient && sending < 20)
            {
            }
        }
    }

    private static async Task<PostgresHarness> StartAsync()
    {
        var harness = new PostgresHarness();
        await harness.StartAsync(Cancel);
        await harness.CommitAsync(Plans.Cycle(1, tokens: [Tokens.New(Tokens.Bonk, "BONK", 1), Tokens.New(Tokens.Wif, "WIF", 1)]), Cancel);
        return harness;
    }
}
