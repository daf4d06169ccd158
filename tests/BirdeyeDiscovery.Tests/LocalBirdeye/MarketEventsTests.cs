using System.Text.Json;
using BirdeyeDiscovery.Testing;

namespace BirdeyeDiscovery.Tests.LocalBirdeyes;

public class MarketEventsTests(ITestOutputHelper output)
{
    private const int Ticks = 300;

    [Fact]
    public async Task All_that_happens_in_the_real_market_happens_within_a_few_hundred_ticks()
    {
        var clock = Local.Clock();
        await using var local = Local.Generated(clock);
        using var client = local.Client();
        var seen = new Dictionary<string, int>();
        var strong = new Dictionary<string, double>();
        var ranks = new Dictionary<string, double>();
        var symbols = new HashSet<string>();
        for (var tick = 0; tick < Ticks; tick++)
        {
            var pages = await client.TrendingAsync();
            var rows = pages.DistinctBy(static row => row.Text("address")).ToList();
            var now = rows.ToDictionary(static row => row.Text("address"), static row => row.Number("rank"));
            symbols.UnionWith(rows.Select(static row => row.Text("symbol")));
            See("row repeated across pages", pages.Count > rows.Count);
            See("equal symbols on different mints", rows.Select(static row => row.Text("symbol")).Distinct().Count() < rows.Count);
            See("left the list while in the top ten", ranks.Any(entry => entry.Value <= 10 && !now.ContainsKey(entry.Key)));
            See("volume change unknown", rows.Exists(static row => row.GetProperty("volume24hChangePercent").ValueKind == JsonValueKind.Null));
            foreach (var (address, name) in new[] { (GeneratedMarket.SolAddress, "SOL"), (GeneratedMarket.JupAddress, "JUP"), (GeneratedMarket.UsdcAddress, "USDC") })
            {
                See(name + " on the list", now.ContainsKey(address));
            }

            See("dead token", rows.Exists(static row => row.Number("liquidity") < 0.02 && row.Number("price") > 1000));
            foreach (var row in rows.Where(row => row.Number("liquidity") < 1000 && strong.GetValueOrDefault(row.Text("address")) > 100_000))
            {
                See("rug of a strong token", true);
                strong.Remove(row.Text("address"));
            }

            foreach (var row in rows.Where(static row => row.Number("rank") <= 25))
            {
                strong.TryAdd(row.Text("address"), row.Number("liquidity"));
            }

            if (tick % 10 == 0)
            {
                await ReadTokensAsync(rows);
            }

            ranks = now;
            clock.Advance(TimeSpan.FromMinutes(2));
        }

        See("symbol of 5,000 characters", symbols.Any(static symbol => symbol.Length == 5000));
        See("symbol with emoji", symbols.Contains("\U0001F680\U0001F315"));
        See("symbol with slash", symbols.Any(static symbol => symbol.Contains('/')));
        See("symbol with $", symbols.Any(static symbol => symbol.StartsWith('$')));
        See("symbol with spaces", symbols.Any(static symbol => symbol.Contains(' ')));
        foreach (var (what, count) in seen)
        {
            output.WriteLine($"{what}: {count}");
        }

        Assert.Empty(seen.Where(static entry => entry.Value == 0).Select(static entry => entry.Key));
        Assert.InRange(seen["rug of a strong token"], 1, 20);

        void See(string what, bool happened) => seen[what] = seen.GetValueOrDefault(what) + (happened ? 1 : 0);

        async Task ReadTokensAsync(List<JsonElement> rows)
        {
            var top = rows.MaxBy(static row => row.Text("symbol") is "SOL" or "JUP" or "USDC" ? 0 : row.Number("volume24hUSD"));
            See("wash trading at top volume", await RoundTripShareAsync(top.Text("address")) > 0.85);
            See("amounts as text beside numbers", false);
            See("quiet candles", false);
            See("security unknown after launch", false);
            See("token as quote", false);
            foreach (var address in rows.Select(static row => row.Text("address")))
            {
                var (_, security) = await client.AskAsync("defi/token_security?address=" + address);
                See("security unknown after launch", security.Contains("\"data\":null", StringComparison.Ordinal));
            }

            foreach (var row in rows.Take(12))
            {
                var address = row.Text("address");
                var trades = (await client.DataAsync("defi/txs/token?address=" + address)).GetProperty("items").EnumerateArray().ToList();
                See("amounts as text beside numbers", trades.Select(static trade => trade.GetProperty("from").GetProperty("amount").ValueKind).Distinct().Count() == 2);
                See("token as quote", trades.Exists(trade => trade.GetProperty("quote").Text("address") == address));
                var to = clock.GetUtcNow().ToUnixTimeSeconds();
                var candles = (await client.DataAsync($"defi/ohlcv?address={address}&type=5m&time_from={to - 7200}&time_to={to}")).GetProperty("items").GetArrayLength();
                See("quiet candles", candles is > 0 and < 24);
            }
        }

        async Task<double> RoundTripShareAsync(string address)
        {
            var trades = (await client.DataAsync("defi/txs/token?address=" + address)).GetProperty("items").EnumerateArray().Select(static trade =>
            {
                var leg = trade.GetProperty(trade.Text("side") == "buy" ? "to" : "from");
                return (Owner: trade.Text("owner"), Side: trade.Text("side"), Usd: leg.Number("uiAmount") * leg.Number("price"));
            }).ToList();
            var both = trades.GroupBy(static trade => trade.Owner).Sum(static wallet =>
                2 * Math.Min(wallet.Where(static trade => trade.Side == "buy").Sum(static trade => trade.Usd), wallet.Where(static trade => trade.Side == "sell").Sum(static trade => trade.Usd)));
            return both / trades.Sum(static trade => trade.Usd);
        }
    }
}
