using System.Text.Json;

namespace BirdeyeDiscovery.Tool.Tests;

/// <summary>A ledger whose cycles are an hour apart. Every command that measures finds returns in it.</summary>
public sealed class FarApartTests(SharedLedger ledger) : ToolTest(ledger)
{
    [Fact]
    public async Task Cycles_an_hour_apart_have_returns()
    {
        using var folder = new TemporaryFolder();
        await SharedLedger.RunAsync(folder.File(StorePlace.DefaultFile), "solana", 7, SharedLedger.Start, 8, TimeSpan.FromHours(1));

        var measured = (await RunInAsync(folder.Path, "measure", "--json")).Json[0];
        var reported = (await RunInAsync(folder.Path, "report", "--json")).Json.GetProperty("scores")[0];
        var tuned = (await RunInAsync(folder.Path, "tune", "--weights", "2", "--json")).Json.GetProperty("searches")[0];

        foreach (var scores in new[] { measured, reported })
        {
            Assert.Equal("01:30:00", scores.GetProperty("maxPriceDelay").GetString());
            Assert.Contains("the shortest horizon that can is 1 h.", Summary(scores, 0), StringComparison.Ordinal);
            var hour = scores.GetProperty("horizons")[1];
            Assert.InRange(hour.GetProperty("missing").GetInt64(), 0, hour.GetProperty("scored").GetInt64() / 2);
            Assert.NotEqual(JsonValueKind.Null, hour.GetProperty("factors")[0].GetProperty("figures").GetProperty("rankIc").ValueKind);
        }

        // The horizon that chooses is an hour, and both of its prices may be late.
        Assert.Equal("04:00:00", tuned.GetProperty("purge").GetString());
    }

    private static string Summary(JsonElement scores, int horizon) =>
        scores.GetProperty("horizons")[horizon].GetProperty("total").GetProperty("summary").GetString()!;
}
