using System.Diagnostics;
using BirdeyeDiscovery.Conformance;
using BirdeyeDiscovery.Integration.Tests.Pooled;
using BirdeyeDiscovery.Servers;
using Npgsql;

namespace BirdeyeDiscovery.Integration.Tests.Postgres;

/// <summary>Somebody holds locks on every table, as a migration by hand does: each call ends in time and says so, and the next one works.</summary>
public sealed class HeldLockTests
{
    // Twice the command's time-out, the driver's wait for its cancellation, and a slow machine.
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(15);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_read_and_every_write_ends_in_time_and_works_when_the_locks_are_gone(bool isPooled)
    {
        await using var store = await FaultyStore.StartAsync(isPooled ? new PooledHarness() : null);
        var plan = FaultyStore.Plan(1);
        await store.CommitAsync(plan);
        var (host, address) = (store.Host, plan.Tokens[0].Address);
        var calls = new Dictionary<string, Func<Task>>
        {
            ["snapshots"] = () => host.History.GetSnapshotsAsync(1, Cancel).AsTask(),
            ["scores"] = () => host.History.GetScoreHistoryAsync(address, Plans.Start, Plans.Start.AddDays(1), Cancel).AsTask(),
            ["rejections"] = () => host.History.GetRejectionHistoryAsync(address, Plans.Start, Plans.Start.AddDays(1), Cancel).AsTask(),
            ["events"] = () => host.History.GetEventsAsync(0, 10, Cancel).AsTask(),
            ["tokens"] = () => host.Store.GetTokensAsync([TokenStatus.Active], Cancel).AsTask(),
            ["state of a cycle"] = () => host.Store.LoadCycleStateAsync(new(Plans.TimeOf(2), 0), Cancel).AsTask(),
            ["lease"] = () => host.Lease.AcquireOrRenewAsync(StoreHost.LeaseDuration, Cancel).AsTask(),
            ["strategies"] = () => host.Strategies.GetActiveStrategiesAsync(Cancel).AsTask(),
            ["closes"] = () => host.Trades.GetClosesAsync(address, Trades.Day, Trades.Day.AddDays(1), Cancel).AsTask(),
            ["close"] = () => host.Trades.RecordTradeClosedAsync(Trades.Close("1", address), Cancel).AsTask(),
            ["performance"] = () => host.Analytics.GetDailyPerformanceAsync(address, Trades.Day, Trades.Day.AddDays(1), Cancel).AsTask(),
            ["standing"] = () => host.LifecycleStore.GetStandingAsync(address, Cancel).AsTask(),
            ["commit"] = () => store.CommitAsync(FaultyStore.Plan(2)),
        };
        await using (var holder = await HoldAsync(store))
        {
            await Task.WhenAll(calls.Select(async call =>
            {
                var began = Stopwatch.GetTimestamp();
                var error = await Assert.ThrowsAsync<DiscoveryStoreException>(call.Value);
                Assert.True(error.IsTransient, $"{call.Key}: {error}");
                Assert.Contains("PostgreSQL", error.Message, StringComparison.Ordinal);
                Assert.InRange(Stopwatch.GetElapsedTime(began), FaultyStore.CommandTimeout / 2, Most);
            }));
        }

        foreach (var call in calls.Values)
        {
            await call();
        }

        await store.AssertHealthyAsync(FaultyStore.Plan(2), FaultyStore.Plan(3));
    }

    // The transaction ends with its connection.
    private static async Task<NpgsqlConnection> HoldAsync(FaultyStore store)
    {
        var database = await store.Harness.DatabaseAsync();
        var connection = new NpgsqlConnection(database.ConnectionString(PostgresRoles.Owner) + ";Pooling=false");
        await connection.OpenAsync(Cancel);
        await using var command = new NpgsqlCommand(
            $"""
            BEGIN;
            DO $$ DECLARE name text; BEGIN
                FOR name IN SELECT format('%I.%I', schemaname, tablename) FROM pg_tables WHERE schemaname = '{PostgresHarness.Schema}' LOOP
                    EXECUTE 'LOCK TABLE ' || name || ' IN ACCESS EXCLUSIVE MODE';
                END LOOP;
            END $$
            """,
            connection);
        await command.ExecuteNonQueryAsync(Cancel);
        return connection;
    }
}
