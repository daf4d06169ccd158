using System.Text.Json;
using BirdeyeDiscovery.Testing;

namespace BirdeyeDiscovery.Tests.LocalBirdeyes;

public class GeneratedMarketTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Figures_of_the_list_lie_near_those_of_the_real_market()
    {
        var clock = Local.Clock();
        await using var local = Local.Generated(clock);
        using var client = local.Client();
        var rows = new List<JsonElement>();
        var overviews = new List<JsonElement>();
        var addresses = new HashSet<string>();
        for (var hour = 0; hour < 24; hour++)
        {
            var list = (await client.TrendingAsync()).DistinctBy(static row => row.Text("address")).ToList();
            rows.AddRange(list);
            addresses.UnionWith(list.Select(static row => row.Text("address")));
            foreach (var row in list)
            {
                overviews.Add(await client.DataAsync("defi/token_overview?address=" + row.Text("address")));
            }

            clock.Advance(TimeSpan.FromHours(1));
        }

        Near(93_000, rows.Select(static row => row.Number("liquidity")).Median(), "liquidity");
        Near(1_100_000, rows.Select(static row => row.Number("volume24hUSD")).Median(), "volume");
        Near(1_900_000, rows.Where(static row => row.Number("rank") <= 10).Select(static row => row.Number("volume24hUSD")).Median(), "top ten volume");
        Near(15, rows.Select(static row => row.Number("volume24hUSD") / row.Number("liquidity")).Median(), "turnover");
        Near(70, rows.Select(static row => row.Number("price24hChangePercent")).Median(), "24h change");
        Near(2.2, overviews.Select(static row => Math.Abs(row.Number("priceChange5mPercent"))).Median(), "5m change");
        Near(8, overviews.Select(static row => Math.Abs(row.Number("priceChange1hPercent"))).Median(), "1h change");
        Near(2_000, overviews.Select(static row => row.Number("v24hUSD") / row.Number("uniqueWallet24h")).Median(), "volume per wallet");
        Assert.InRange(overviews.Select(static row => row.Number("vBuy24hUSD") / row.Number("v24hUSD")).Median(), 0.495, 0.525);
        Assert.InRange(addresses.Count, 200, 600);
        output.WriteLine($"distinct (hourly) {addresses.Count}");
    }

    private void Near(double expected, double actual, string what)
    {
        output.WriteLine($"{what}: {actual:G4} (about {expected:G4})");
        Assert.InRange(actual, expected / 2, expected * 2);
    }
}
