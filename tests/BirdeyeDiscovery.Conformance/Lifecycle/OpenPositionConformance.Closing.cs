using Xunit;

namespace BirdeyeDiscovery.Conformance;

/// <summary>What the closing time of a position may be.</summary>
public abstract partial class OpenPositionConformance
{
    [Theory]
    [InlineData("text", "''")]
    [InlineData("text", "' Open '")]
    [InlineData("boolean", "false")]
    [InlineData("integer", "0")]
    [InlineData("timestamp", "'0001-01-01 00:00:00'")]
    [InlineData("text", "'infinity'")]
    public async Task A_closing_time_that_is_none_or_a_flag_that_is_not_set_leaves_the_position_open(string type, string value)
    {
        await using var harness = await StartWithTokensAsync();
        await harness.MakeBotTableAsync(
            "positions", $"CREATE TABLE positions (token text, closed_at {type}); INSERT INTO positions VALUES ('held', {value})", Cancel);

        Assert.Equal(PositionState.Open, (await GetAsync(harness, Default, "held"))["held"]);
    }

    [Theory]
    [InlineData("boolean", "true")]
    [InlineData("integer", "1764400000")]
    [InlineData("text", "'closed'")]
    public async Task A_closing_time_of_another_type_closes_the_position(string type, string value)
    {
        await using var harness = await StartWithTokensAsync();
        await harness.MakeBotTableAsync(
            "positions", $"CREATE TABLE positions (token text, closed_at {type}); INSERT INTO positions VALUES ('held', {value})", Cancel);

        Assert.Equal(PositionState.Flat, (await GetAsync(harness, Default, "held"))["held"]);
    }
}
