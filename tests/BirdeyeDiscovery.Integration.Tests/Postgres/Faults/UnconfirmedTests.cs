using BirdeyeDiscovery.Conformance;
using BirdeyeDiscovery.Servers;

namespace BirdeyeDiscovery.Integration.Tests.Postgres;

/// <summary>What a primary has written and its synchronous standby has not: it can be read, and is not acknowledged before the standby has it.</summary>
public sealed class UnconfirmedTests(SynchronousPair servers) : IClassFixture<SynchronousPair>
{
    private const string Tracked = "tracked";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public Task A_cycle_that_is_sent_again_is_acknowledged_when_the_standby_has_it_and_not_before() => AcknowledgedLateAsync(
        "discovery_snapshots",
        static async (host, epoch) => (await host.Store.CommitCycleAsync(epoch, FaultyStore.Plan(1), Cancel)).Status is CommitStatus.AlreadyCommitted);

    [Fact]
    public Task A_trade_that_is_sent_again_is_acknowledged_when_the_standby_has_it_and_not_before() => AcknowledgedLateAsync(
        "trade_closes",
        static async (host, _) => (await host.Trades.RecordTradeClosedAsync(Trades.Close("t1"), Cancel)).Status is TradeCloseStatus.AlreadyRecorded);

    [Fact]
    public Task A_change_of_a_strategy_that_is_sent_again_is_acknowledged_when_the_standby_has_it_and_not_before() => AcknowledgedLateAsync(
        "strategy_config_versions WHERE change_id = 'c1'",
        static async (host, _) => (await host.Strategies.ChangeStrategyAsync(
            new StrategyChange { TokenAddress = Tracked, StrategyType = "momentum", ChangedBy = "alice", ChangeId = "c1" }, Cancel)).Status is StrategyChangeStatus.AlreadyChanged);

    [Theory]
    [InlineData("r1", OperatorStatus.Applied)]
    [InlineData(null, OperatorStatus.Unchanged)]
    public Task An_action_of_an_operator_that_is_sent_again_is_acknowledged_when_the_standby_has_it_and_not_before(string? requestId, OperatorStatus status) =>
        AcknowledgedLateAsync(
            "operator_actions",
            async (host, _) => (await Operators.Of(host, new PostgresHarness()).PauseAsync(Tracked, Operators.Note(requestId), Cancel)).Status == status);

    // The first call writes; it and the second one fail, each of which can read what was written.
    private async Task AcknowledgedLateAsync(string table, Func<StoreHost, long, Task<bool>> isAcknowledged)
    {
        await using var harness = new OwnServerHarness(servers.Pair.Primary, keepsServer: true);
        await harness.StartAsync(Cancel);
        await Operators.TrackAsync(harness, 9, Tokens.New(Tracked, "T", 9), Cancel);
        var before = await harness.CountAsync(table, Cancel);
        await using var host = await harness.OpenAsync(
            PostgresRoles.Runtime, build: static builder => builder.UsePostgres(static options => options.CommandTimeout = TimeSpan.FromSeconds(2)));

        await servers.Pair.Standby.StopAsync(immediate: true);
        try
        {
            for (var call = 1; call <= 2; call++)
            {
                var error = await Assert.ThrowsAsync<DiscoveryStoreException>(() => isAcknowledged(host, harness.Epoch));
                Assert.False(error.IsTransient, error.ToString());
                Assert.Contains("standby", error.Message, StringComparison.Ordinal);
                Assert.Equal(before + 1, await harness.CountAsync(table, Cancel));
            }
        }
        finally
        {
            await servers.Pair.Standby.StartAsync();
        }

        await Poll.UntilAsync(
            async () =>
            {
                try
                {
                    return await isAcknowledged(host, harness.Epoch);
                }
                catch (DiscoveryStoreException)
                {
                    return false;
                }
            },
            () => "It was never acknowledged.",
            seconds: 60);
        Assert.Equal(before + 1, await harness.CountAsync(table, Cancel));
    }
}
