using BirdeyeDiscovery.Conformance;
using BirdeyeDiscovery.Servers;
using Microsoft.Extensions.DependencyInjection;

namespace BirdeyeDiscovery.Integration.Tests.Postgres;

public sealed class PostgresOpenPositionSourceTests : OpenPositionConformance
{
    [Fact]
    public async Task A_column_that_holds_no_addresses_is_unknown_and_never_flat()
    {
        await using var harness = await StartAsync();
        await harness.MakeBotTableAsync("positions", "CREATE TABLE positions (token integer, closed_at text)", Cancel);

        Assert.Equal(PositionState.Unknown, await StateAsync(harness, static _ => { }));
    }

    [Theory]
    [InlineData(PositionToken.Address)]
    [InlineData(PositionToken.Symbol)]
    [InlineData(PositionToken.Id)]
    public async Task A_table_that_may_not_be_read_is_unknown_also_for_a_host_that_trades_nothing(PositionToken token)
    {
        await using var harness = await StartAsync();
        await harness.ExecuteAsync("CREATE TABLE positions (token text, closed_at timestamptz); CREATE SCHEMA closed; CREATE TABLE closed.positions (token text, closed_at timestamptz)", Cancel);

        foreach (var schema in new[] { null, "closed" })
        {
            Assert.Equal(
                PositionState.Unknown,
                await StateAsync(harness, positions => (positions.WithoutTable, positions.Schema, positions.Token) = (PositionState.Flat, schema, token)));
        }
    }

    [Fact]
    public async Task A_table_in_a_schema_of_the_bot_is_read_also_when_its_names_have_capitals()
    {
        await using var harness = await StartAsync();
        await harness.ExecuteAsync($"CREATE SCHEMA \"Bot\"; GRANT USAGE ON SCHEMA \"Bot\" TO {PostgresRoles.Runtime}", Cancel);
        await harness.MakeBotTableAsync("\"Bot\".\"Trades\"", "CREATE TABLE \"Bot\".\"Trades\" (\"Mint\" text, ended timestamptz); INSERT INTO \"Bot\".\"Trades\" VALUES ('a', NULL)", Cancel);

        Assert.Equal(
            PositionState.Open,
            await StateAsync(
                harness, static positions => (positions.Schema, positions.Table, positions.TokenColumn, positions.ClosedAtColumn) = ("Bot", "Trades", "Mint", "ended")));
    }

    [Fact]
    public async Task Without_the_server_every_position_is_unknown()
    {
        await using var harness = new PostgresHarness();
        await harness.StartAsync(Cancel);
        await using var services = await harness.OpenServicesAsync(
            port: Loopback.FreePort(), options: static options => options.Positions.WithoutTable = PositionState.Flat);

        Assert.Equal(PositionState.Unknown, (await services.GetRequiredKeyedService<IOpenPositionSource>(string.Empty).GetAsync(["a", "a"], Cancel))["a"]);
    }

    protected override StoreHarness Create() => new PostgresHarness();

    private static async Task<PositionState> StateAsync(StoreHarness harness, Action<PositionsTableOptions> configure)
    {
        await using var host = await harness.OpenTradingHostAsync(configure, Cancel);
        return (await host.Positions.GetAsync(["a"], Cancel))["a"];
    }
}
