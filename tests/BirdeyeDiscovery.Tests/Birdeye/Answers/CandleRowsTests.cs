using System.Globalization;

namespace BirdeyeDiscovery.Tests;

/// <summary>Rows of candles that a source answers and that no list may hold: off the grid, twice, or impossible.</summary>
public sealed class CandleRowsTests
{
    private const long Hour = GatewayHarness.Start - (GatewayHarness.Start % 3600);

    [Theory]
    [InlineData(CandleInterval.FiveMinutes, 299)]
    [InlineData(CandleInterval.FiveMinutes, 1)]
    [InlineData(CandleInterval.OneHour, 3_599)]
    [InlineData(CandleInterval.OneDay, 86_399)]
    public async Task A_row_counts_for_the_bucket_that_its_time_lies_in(CandleInterval interval, int late)
    {
        var start = CandleFold.Bucket(GatewayHarness.Start, interval) - (long)interval;
        var series = await ReadAsync(interval, GatewayHarness.Start, Row(start + late));
        Assert.Equal([new Candle(start, 2, 3, 1, 2.5, 5)], series.Candles);
    }

    [Fact]
    public async Task Of_two_rows_of_a_bucket_the_one_with_the_later_time_stays_whatever_their_order()
    {
        var (first, running) = (Row(Hour, close: 2), Row(Hour + 123, close: 3));
        Assert.Equal(3, Assert.Single((await ReadAsync(CandleInterval.FiveMinutes, Hour, first, running)).Candles).Close);
        Assert.Equal(3, Assert.Single((await ReadAsync(CandleInterval.FiveMinutes, Hour, running, first)).Candles).Close);
        Assert.Equal(1.5, Assert.Single((await ReadAsync(CandleInterval.FiveMinutes, Hour, first, Row(Hour, close: 1.5))).Candles).Close);
    }

    [Fact]
    public async Task A_row_off_the_grid_is_kept_where_its_bucket_was_asked_for_and_only_there()
    {
        var from = Hour - (11 * 300);
        var series = await ReadAsync(CandleInterval.FiveMinutes, Hour, Row(from - 1), Row(from + 299), Row(Hour + 299), Row(Hour + 300));
        Assert.Equal([from, Hour], series.Candles.Select(static candle => candle.Timestamp));
        Assert.Equal((0, 0), (series.UnreadableRows, series.ImpossibleRows));
    }

    [Theory]
    [InlineData("2", "3", "1", "120", "5")]
    [InlineData("0.02", "3", "1", "2", "5")]
    [InlineData("2", "3", "1", "0.5", "5")]
    [InlineData("4", "3", "1", "2", "5")]
    [InlineData("2", "1", "3", "2", "5")]
    [InlineData("0", "3", "1", "2", "5")]
    [InlineData("0", "3", "0", "2", "5")]
    [InlineData("-2", "3", "-2", "2", "5")]
    [InlineData("2", "3", "1", "2", "-5")]
    [InlineData("2", "3", "1", "2", "null")]
    [InlineData("null", "3", "1", "2", "5")]
    [InlineData("2", "1e400", "1", "2", "5")]
    [InlineData("2", "\"NaN\"", "1", "2", "5")]
    public async Task An_impossible_candle_is_left_out_counted_and_reported(
        string open, string high, string low, string close, string volume)
    {
        using var api = Answering(
            Row(Hour - 600),
            $$"""{"o":{{open}},"h":{{high}},"l":{{low}},"c":{{close}},"v":{{volume}},"unixTime":{{Hour - 300}} }""",
            Row(Hour));
        var series = (await api.CandlesAsync(new CandleRequest(GatewayHarness.Mint, CandleInterval.FiveMinutes, 12, Hour.At()))).Value!;
        Assert.Equal([Hour - 600, Hour], series.Candles.Select(static candle => candle.Timestamp));
        Assert.Equal((1, 0), (series.ImpossibleRows, series.UnreadableRows));
        var warning = Assert.Single(api.Logger.Collector.GetSnapshot(), static record => record.Id.Id == 1206);
        Assert.StartsWith($"Discovery 'bot': 1 of 3 candles of {GatewayHarness.Mint} from Ohlcv", warning.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_possible_row_of_a_bucket_stays_beside_an_impossible_one()
    {
        var series = await ReadAsync(CandleInterval.FiveMinutes, Hour, Row(Hour), Row(Hour + 60, close: 99));
        Assert.Equal(2.5, Assert.Single(series.Candles).Close);
        Assert.Equal(1, series.ImpossibleRows);
    }

    [Fact]
    public async Task What_the_cache_has_of_another_version_is_put_right_and_counted()
    {
        using var collecting = new Collecting();
        await collecting.CollectAsync();
        var now = CandleFold.Bucket(collecting.Clock.GetUtcNow().ToUnixTimeSeconds(), CandleInterval.FiveMinutes);
        Candle sound = new(now - 600, 2, 3, 1, 2, 5);
        Candle[] rows =
        [
            sound,
            sound with { Timestamp = now - 300, Close = 9 },
            sound with { Timestamp = now },
            sound with { Timestamp = now + 100, Close = 2.5, Volume = 6 },
        ];
        collecting.Gateway.Candles = _ => new CandleSeries(rows, 2);
        await collecting.ReadCandlesAsync("A");

        var series = Assert.Single(collecting.Context.Candles).Value.Value!;
        Assert.Equal([rows[0], rows[3] with { Timestamp = now }], series.Candles);
        Assert.Equal(
            ["Candles: 1 impossible rows were left out", "Candles: 2 unreadable rows were left out"],
            collecting.Context.Faults.Warnings());
        Assert.Empty(collecting.Context.Faults.ToList());
    }

    private static async Task<CandleSeries> ReadAsync(CandleInterval interval, long to, params string[] rows)
    {
        using var api = Answering(rows);
        return (await api.CandlesAsync(new CandleRequest(GatewayHarness.Mint, interval, 12, to.At()))).Value!;
    }

    private static GatewayHarness Answering(params string[] rows) =>
        GatewayHarness.AnsweringData($$"""{"items":[{{string.Join(",", rows)}}]}""");

    private static string Row(long time, double close = 2.5) =>
        string.Create(CultureInfo.InvariantCulture, $$"""{"o":2,"h":3,"l":1,"c":{{close}},"v":5,"unixTime":{{time}}}""");
}
