using System.Globalization;
using BirdeyeDiscovery.Conformance;
using BirdeyeDiscovery.Servers;
using Npgsql;

namespace BirdeyeDiscovery.Integration.Tests.Postgres;

/// <summary>A store that is reached through a proxy, and what must hold in it whatever happened on the way.</summary>
internal sealed class FaultyStore : IAsyncDisposable
{
    public static readonly TimeSpan CommandTimeout = TimeSpan.FromSeconds(1);

    private FaultyStore(PostgresHarness harness, PostgresProxy proxy, StoreHost host) => (Harness, Proxy, Host) = (harness, proxy, host);

    public PostgresHarness Harness { get; }

    public PostgresProxy Proxy { get; }

    /// <summary>Gets the host behind the proxy; one object through all faults.</summary>
    public StoreHost Host { get; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<FaultyStore> StartAsync(
        PostgresHarness? harness = null, TimeSpan? commandTimeout = null, Action<NpgsqlConnectionStringBuilder>? configure = null)
    {
        harness ??= new PostgresHarness();
        await harness.StartAsync(Cancel);
        var proxy = new PostgresProxy(await harness.TargetAsync());
        var host = await harness.OpenAsync(
            PostgresRoles.Runtime, proxy.Port, configure, builder => builder.UsePostgres(options => options.CommandTimeout = commandTimeout ?? CommandTimeout));
        var store = new FaultyStore(harness, proxy, host);
        await store.WarmUpAsync();
        return store;
    }

    /// <summary>Gets a plan in which everything happens, for a token of its own.</summary>
    public static CyclePlan Plan(int cycle, int rows = 1)
    {
        var address = string.Create(CultureInfo.InvariantCulture, $"token{cycle}");
        var full = Plans.Full(cycle, address);
        return Plans.Cycle(
            cycle,
            [.. full.Scores, .. Enumerable.Range(1, rows - 1).Select(row => Plans.Score(string.Create(CultureInfo.InvariantCulture, $"scored{row}")))],
            [.. full.Rejections, .. Enumerable.Range(1, rows - 1).Select(row => Plans.Rejection(string.Create(CultureInfo.InvariantCulture, $"rejected{row}")))],
            full.Tokens,
            full.Events,
            input: [1, 2, 3]);
    }

    /// <summary>Opens a connection, so that the next call does not begin with its start-up.</summary>
    public async Task WarmUpAsync() => await Host.History.GetSnapshotsAsync(1, Cancel);

    public async Task<CommitResult> CommitAsync(CyclePlan plan) => await Host.Store.CommitCycleAsync(Harness.Epoch, plan, Cancel);

    /// <summary>Commits a plan that the fault does not let through.</summary>
    public async Task<DiscoveryStoreException> FailAsync(CyclePlan plan, bool isTransient = true)
    {
        var error = await Assert.ThrowsAsync<DiscoveryStoreException>(() => CommitAsync(plan));
        Assert.True(error.IsTransient == isTransient, error.ToString());
        Assert.False(error.IsFenced);
        return error;
    }

    /// <summary>All rows of a cycle are there, or none.</summary>
    /// <returns>Whether they are there.</returns>
    public async Task<bool> IsWholeAsync(CyclePlan plan)
    {
        var time = plan.Snapshot.CycleTimestamp.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
        var counts = (await Harness.QueryRowsAsync(
            $"""
            SELECT count(*),
                (SELECT count(*) FROM token_scores WHERE created_at = '{time}'),
                (SELECT count(*) FROM candidate_rejections WHERE created_at = '{time}'),
                (SELECT count(*) FROM cycle_inputs WHERE created_at = '{time}'),
                (SELECT count(*) FROM token_lifecycle_events WHERE created_at = '{time}'),
                (SELECT count(*) FROM tracked_tokens WHERE address = '{plan.Tokens[0].Address}')
            FROM discovery_snapshots WHERE cycle_timestamp = '{time}'
            """,
            Cancel))[0].Select(static count => (long)count!).ToArray();
        long[] all = [1, plan.Scores.Count, plan.Rejections.Count, 1, plan.Events.Count, 1];
        var isWhole = counts[0] == 1;
        Assert.Equal(isWhole ? all : new long[all.Length], counts);
        return isWhole;
    }

    /// <summary>The same store object commits the plan that failed, and the next one, once each.</summary>
    public async Task AssertHealthyAsync(CyclePlan failed, CyclePlan next)
    {
        var wasStored = await IsWholeAsync(failed);
        var result = await CommitAsync(failed);
        Assert.Equal(wasStored ? CommitStatus.AlreadyCommitted : CommitStatus.Committed, result.Status);
        Assert.Equal(CommitStatus.Committed, (await CommitAsync(next)).Status);
        Assert.True(await IsWholeAsync(failed));
        Assert.True(await IsWholeAsync(next));
    }

    public async ValueTask DisposeAsync()
    {
        Proxy.OnMessage = null;
        Proxy.Resume();
        await Host.DisposeAsync();
        await Proxy.DisposeAsync();
        await Harness.DisposeAsync();
    }
}
