using System.Text.Json;

namespace BirdeyeDiscovery.Tests;

/// <summary>The JSON of types with an internal property, as stores and caches have it and as a host gets it.</summary>
public sealed class StoredJsonTests
{
    private const string Forecast =
        """{"units_per_month":5000000,"spent":1200,"is_used_up":false"""
        + ""","resets_at":"2026-03-01T12:00:00+00:00","expected_at_reset":4913000,"stretch":{"level":0,"reads_long_candles":true"""
        + ""","audits":true,"interval_factor":1,"trending_limit":50,"leaves_out_candidates":false},"costs":{"cycle":1000.5"""
        + ""","long_candles":20,"audit":2200,"tracked":500,"shallow":0,"shallow_limit":0,"cycles":7,"long_candle_cycles":0,"audits":0"""
        + ""","shallow_cycles":0}}""";

    private const string List =
        """{"limit":20,"tokens":[],"updated_at":"2026-03-01T12:00:00+00:00","unreadable_rows":1,"repeated_pages":2}""";

    private const string Candles =
        """{"candles":[{"timestamp":1772366400,"open":1.5,"high":2,"low":1,"close":1.75,"volume":123456.75}],"unreadable_rows":3,"impossible_rows":4}""";

    [Fact]
    public void A_stored_forecast_has_the_costs_from_which_a_restarted_host_goes_on()
    {
        var forecast = BudgetForecast.FromJson(Forecast)!;

        Assert.Equal(new CycleCosts { Cycle = 1000.5, LongCandles = 20, Audit = 2200, Tracked = 500, Cycles = 7 }, forecast.Costs);
        Assert.Equal(Forecast, forecast.ToJson());
        Assert.DoesNotContain("costs", (forecast with { Costs = null }).ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_cached_list_has_the_pages_that_repeated_others()
    {
        var list = JsonSerializer.Deserialize(List, DiscoveryJson.MarketList)!;

        Assert.Equal(2, list.RepeatedPages);
        Assert.Equal(List, JsonSerializer.Serialize(list, DiscoveryJson.MarketList));
    }

    [Fact]
    public void Cached_candles_have_the_rows_that_were_left_out()
    {
        var candles = JsonSerializer.Deserialize(Candles, DiscoveryJson.CandleSeries)!;

        Assert.Equal(4, candles.ImpossibleRows);
        Assert.Equal(Candles, JsonSerializer.Serialize(candles, DiscoveryJson.CandleSeries));
    }
}
