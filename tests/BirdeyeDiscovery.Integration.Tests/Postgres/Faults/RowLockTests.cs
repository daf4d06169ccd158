using System.Diagnostics;
using BirdeyeDiscovery.Conformance;
using BirdeyeDiscovery.Servers;
using Npgsql;

namespace BirdeyeDiscovery.Integration.Tests.Postgres;

/// <summary>An operator leaves a transaction open that has a tracked token locked: a cycle fails in time and says so, and the next one works.</summary>
public sealed class RowLockTests
{
    // Twice the command's time-out, the driver's wait for its cancellation, and a slow machine.
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(15);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("UPDATE tracked_tokens SET liquidity_usd = 7")]
    [InlineData("UPDATE tracked_tokens SET trades_count = trades_count")]
    [InlineData("SELECT id FROM tracked_tokens FOR UPDATE")]
    public async Task A_commit_that_meets_a_locked_row_fails_in_time_writes_nothing_and_keeps_the_lease(string statement)
    {
        await using var store = await FaultyStore.StartAsync();
        var token = await Operators.TrackAsync(store.Harness, 1, Tokens.New(Tokens.Bonk, "BONK", 1), Cancel);
        var plan = FaultyStore.Plan(2);
        var cycle = plan with { Tokens = [.. plan.Tokens, token with { LowScoreCycles = 1 }] };
        var source = (await store.Harness.DatabaseAsync()).Open(configure: static options => options.SearchPath = PostgresHarness.Schema);
        await using (var person = await source.OpenConnectionAsync(Cancel))
        {
            await using var transaction = await person.BeginTransactionAsync(Cancel);
            await using var command = new NpgsqlCommand(statement, person);
            await command.ExecuteNonQueryAsync(Cancel);
            var began = Stopwatch.GetTimestamp();

            var error = await store.FailAsync(cycle);

            Assert.Contains("a row or table is locked by the open transaction of another session; nothing was written", error.Message, StringComparison.Ordinal);
            Assert.InRange(Stopwatch.GetElapsedTime(began), FaultyStore.CommandTimeout / 2, Most);
            Assert.False(await store.IsWholeAsync(plan));
            await transaction.RollbackAsync(Cancel);
        }

        // The holder goes on under its epoch as soon as the lock is gone.
        Assert.Equal(store.Harness.Epoch, await store.Harness.Host.Lease.AcquireOrRenewAsync(StoreHost.LeaseDuration, Cancel));
        Assert.Equal(CommitStatus.Committed, (await store.CommitAsync(cycle)).Status);
        Assert.True(await store.IsWholeAsync(plan));
        Assert.Equal(1, (await store.Harness.Store.FindAsync(Tokens.Bonk, Cancel))!.LowScoreCycles);
    }

    [Fact]
    public async Task A_cycle_of_the_engine_fails_with_the_reason_and_the_next_one_runs_under_the_same_epoch()
    {
        await using var harness = await EngineHost.InstallAsync();
        var time = new EngineTime();
        await using var birdeye = EngineHost.Birdeye(time);
        await using var host = await EngineHost.StartAsync(harness, time, birdeye);
        var epoch = (await host.RunAsync()).Snapshot!.Epoch;
        var before = await harness.CountAsync("discovery_snapshots", Cancel);
        time.Advance(EngineHost.Interval);
        var source = (await harness.DatabaseAsync()).Open(configure: static options => options.SearchPath = PostgresHarness.Schema);
        await using (var person = await source.OpenConnectionAsync(Cancel))
        {
            await using var transaction = await person.BeginTransactionAsync(Cancel);
            await using var command = new NpgsqlCommand("SELECT id FROM tracked_tokens FOR UPDATE", person);
            await command.ExecuteNonQueryAsync(Cancel);

            var error = await Assert.ThrowsAsync<DiscoveryStoreException>(async () => await host.Engine.RunCycleAsync(Cancel));

            Assert.Contains("is locked by the open transaction of another session", error.Message, StringComparison.Ordinal);
            Assert.Equal(before, await harness.CountAsync("discovery_snapshots", Cancel));
            await transaction.RollbackAsync(Cancel);
        }

        time.Advance(EngineHost.Interval);
        Assert.Equal(epoch, (await host.RunAsync()).Snapshot!.Epoch);
        Assert.Equal(before + 1, await harness.CountAsync("discovery_snapshots", Cancel));
    }
}
