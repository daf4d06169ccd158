using BirdeyeDiscovery.Conformance;
using BirdeyeDiscovery.Servers;

namespace BirdeyeDiscovery.Integration.Tests.Postgres;

/// <summary>What a primary has written and its synchronous standby has not: it can be read, and is not acknowledged before the standby has it.</summary>
public sealed class UnconfirmedTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_cycle_that_is_sent_again_is_acknowledged_when_the_standby_has_it_and_not_before()
    {
        var harness = new OwnServerHarness(await PostgresServer.CreateAsync());
        await using var starting = harness;
        await harness.StartAsync(Cancel);
        await using var pair = await PostgresPair.CreateAsync(harness.Server);
        await pair.SynchronizeAsync();
        await using var host = await OpenAsync(harness);

        await AcknowledgedLateAsync(
            pair,
            async () => (await host.Store.CommitCycleAsync(harness.Epoch, FaultyStore.Plan(1), Cancel)).Status is CommitStatus.AlreadyCommitted,
            async () => await harness.CountAsync("discovery_snapshots", Cancel) == 1);
    }

    [Fact]
    public async Task A_trade_that_is_sent_again_is_acknowledged_when_the_standby_has_it_and_not_before()
    {
        var harness = new OwnServerHarness(await PostgresServer.CreateAsync());
        await using var starting = harness;
        await harness.StartAsync(Cancel);
        await using var pair = await PostgresPair.CreateAsync(harness.Server);
        await pair.SynchronizeAsync();
        await using var host = await OpenAsync(harness);

        await AcknowledgedLateAsync(
            pair,
            async () => (await host.Trades.RecordTradeClosedAsync(Trades.Close("t1"), Cancel)).Status is TradeCloseStatus.AlreadyRecorded,
            async () => await harness.CountAsync("trade_closes", Cancel) == 1);
    }

    // The first call writes; it and the second one fail, each of which can read what was written.
    private static async Task AcknowledgedLateAsync(PostgresPair pair, Func<Task<bool>> send, Func<Task<bool>> isWritten)
    {
        await pair.Standby.StopAsync(immediate: true);
        for (var call = 1; call <= 2; call++)
        {
            var error = await Assert.ThrowsAsync<DiscoveryStoreException>(send);
            Assert.False(error.IsTransient, error.ToString());
            Assert.Contains("standby", error.Message, StringComparison.Ordinal);
            Assert.True(await isWritten());
        }

        await pair.Standby.StartAsync();
        await Poll.UntilAsync(
            async () =>
            {
                try
                {
                    return await send();
                }
                catch (DiscoveryStoreException)
                {
                    return false;
                }
            },
            () => "It was never acknowledged.",
            seconds: 60);
        Assert.True(await isWritten());
    }

    private static ValueTask<StoreHost> OpenAsync(PostgresHarness harness) => harness.OpenAsync(
        PostgresRoles.Runtime, build: static builder => builder.UsePostgres(static options => options.CommandTimeout = TimeSpan.FromSeconds(2)));
}
