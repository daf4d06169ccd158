using Xunit;

namespace BirdeyeDiscovery.Conformance;

/// <summary>What the closing time of a position may be.</summary>
public abstract partial class OpenPositionConformance
{
    [Theory]
    [InlineData("text", "''")]
    [InlineData("text", "' Open '")]
    [InlineData("text", "'active'")]
    [InlineData("text", "'pending'")]
    [InlineData("text", "'closed'")]
    [InlineData("text", "'true'")]
    [InlineData("text", "'1'")]
    [InlineData("text", "'-1'")]
    [InlineData("text", "'infinity'")]
    [InlineData("text", "'9999-12-31T23:59:59.9999999Z'")]
    [InlineData("text", "'1970-01-01T00:00:00Z'")]
    [InlineData("text", "'0001-01-01T00:00:00'")]
    [InlineData("text", "'2026-00-00'")]
    [InlineData("text", "'2026-01-99'")]
    [InlineData("text", "'2026-01-01 by plan'")]
    [InlineData("text", "'9999999999'")]
    [InlineData("boolean", "false")]
    [InlineData("integer", "0")]
    [InlineData("integer", "-1")]
    [InlineData("integer", "1")]
    [InlineData("integer", "20260101")]
    [InlineData("bigint", "9223372036854775807")]
    [InlineData("bigint", "253402300799")]
    [InlineData("numeric(20,2)", "0.00")]
    [InlineData("double precision", "0.00")]
    [InlineData("timestamp", "'0001-01-01 00:00:00'")]
    [InlineData("timestamp", "'1900-01-01 00:00:00'")]
    [InlineData("timestamp", "'1970-01-01 00:00:00'")]
    [InlineData("timestamp", "'9999-12-31 23:59:59'")]
    [InlineData("date", "'9999-12-31'")]
    public async Task A_closing_time_that_is_no_plausible_time_leaves_the_position_open(string type, string value)
    {
        await using var harness = await StartWithTokensAsync();
        await harness.MakeBotTableAsync(
            "positions", $"CREATE TABLE positions (token text, closed_at {type}); INSERT INTO positions VALUES ('held', {value})", Cancel);

        Assert.Equal(PositionState.Open, (await GetAsync(harness, Default, "held"))["held"]);
    }

    [Theory]
    [InlineData("boolean", "true")]
    [InlineData("integer", "1764400000")]
    [InlineData("bigint", "1764400000123")]
    [InlineData("double precision", "1764400000.25")]
    [InlineData("numeric(20,3)", "1764400000.250")]
    [InlineData("timestamp", "'2026-01-01 10:00:00'")]
    [InlineData("date", "'2026-01-01'")]
    [InlineData("text", "'2026-01-01'")]
    [InlineData("text", "' 2026-01-01 10:00:00+00 '")]
    [InlineData("varchar(40)", "'2026-01-01T10:00:00.1234567Z'")]
    [InlineData("char(30)", "'2026-01-01 10:00'")]
    [InlineData("text", "'1764400000'")]
    [InlineData("text", "'1764400000.5'")]
    public async Task A_plausible_closing_time_of_any_type_closes_the_position(string type, string value)
    {
        await using var harness = await StartWithTokensAsync();
        await harness.MakeBotTableAsync(
            "positions", $"CREATE TABLE positions (token text, closed_at {type}); INSERT INTO positions VALUES ('held', {value})", Cancel);

        Assert.Equal(PositionState.Flat, (await GetAsync(harness, Default, "held"))["held"]);
    }

    [Fact]
    public async Task A_closing_time_in_the_future_leaves_the_position_open()
    {
        await using var harness = await StartWithTokensAsync();
        var future = (TimeProvider.System.GetUtcNow() > harness.Clock.GetUtcNow() ? TimeProvider.System.GetUtcNow() : harness.Clock.GetUtcNow()).AddDays(3);
        await harness.MakeBotTableAsync(
            "positions",
            $"CREATE TABLE positions (token text, closed_at text); INSERT INTO positions VALUES ('held', '{future:yyyy-MM-dd}'), ('other', '{future.ToUnixTimeSeconds()}')",
            Cancel);

        var states = await GetAsync(harness, Default, "held", "other");

        Assert.Equal((PositionState.Open, PositionState.Open), (states["held"], states["other"]));
    }
}
