using BirdeyeDiscovery.Conformance;

namespace BirdeyeDiscovery.Integration.Tests.Sqlite;

public sealed class SqliteOpenPositionSourceTests : OpenPositionConformance
{
    [Fact]
    public async Task Without_the_file_every_position_is_unknown()
    {
        await using var harness = new SqliteHarness();
        await using var host = await harness.OpenHostAsync(Cancel);

        Assert.Equal(PositionState.Unknown, (await host.Positions.GetAsync(["a"], Cancel))["a"]);
    }

    [Fact]
    public async Task A_table_of_exactly_the_name_with_rows_that_does_not_fit_is_not_passed_over_for_another_spelling()
    {
        await using var harness = await StartAsync();
        await harness.CommitAsync(Plans.Cycle(1, [], tokens: [Tokens.New("a", "A", 1), Tokens.New("b", "B", 1)]), Cancel);
        await harness.ExecuteAsync(
            """
            CREATE TABLE positions (token text, status text);
            INSERT INTO positions VALUES ('a', 'open');
            CREATE TABLE "Posi_tions" (token text, closed_at text);
            INSERT INTO "Posi_tions" VALUES ('b', NULL)
            """,
            Cancel);
        await using var host = await harness.OpenTradingHostAsync(static _ => { }, Cancel);

        Assert.Equal(PositionState.Unknown, (await host.Positions.GetAsync(["a"], Cancel))["a"]);
        Assert.Contains("positions has rows too", ((TableOpenPositions)host.Positions).Fault, StringComparison.Ordinal);

        await harness.ExecuteAsync("DELETE FROM positions", Cancel);
        Assert.Equal(PositionState.Flat, (await host.Positions.GetAsync(["a"], Cancel))["a"]);
    }

    protected override StoreHarness Create() => new SqliteHarness();
}
