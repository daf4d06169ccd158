using BirdeyeDiscovery.Conformance;
using BirdeyeDiscovery.Integration.Tests.Pooled;
using BirdeyeDiscovery.Servers;
using BirdeyeDiscovery.Testing;

namespace BirdeyeDiscovery.Integration.Tests.Postgres;

/// <summary>An engine whose COMMIT succeeded or failed without its hearing of it.</summary>
public sealed class LostAnswerTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    [InlineData(false, true)]
    public async Task A_cycle_whose_commit_was_not_answered_is_looked_up_and_stored_once(bool afterTheAnswer, bool isPooled)
    {
        await using var harness = await EngineHost.InstallAsync(isPooled ? new PooledHarness() : null);
        var time = new EngineTime();
        await using var birdeye = EngineHost.Birdeye(time);
        await using var host = await EngineHost.StartAsync(harness, time, birdeye);
        var isCycle = false;
        var losing = afterTheAnswer ? PostgresFault.LoseAnswer : PostgresFault.Cut;
        var lost = 0;
        host.Proxy.OnMessage = message =>
        {
            isCycle |= message.Type == 'P' && message.Sql!.StartsWith("INSERT INTO \"discovery\".discovery_snapshots", StringComparison.Ordinal);
            return isCycle && message.IsCommit && Interlocked.Exchange(ref lost, 1) == 0 ? losing : null;
        };

        var result = await host.RunAsync();

        Assert.Equal(1, lost);
        Assert.Equal(afterTheAnswer, host.Log.GetSnapshot().Any(static line => line.Id.Id == 1012));
        Assert.Contains(host.Log.GetSnapshot(), static line => line.Id.Id == 1011);
        var stored = Assert.Single(await host.History.GetSnapshotsAsync(10, Cancel));
        Assert.Equal(stored.Id, result.Snapshot!.Id);
        Assert.NotEmpty(result.Events);
        Assert.Equal(await host.History.GetEventsOfCycleAsync(stored.Id, Cancel), result.Events);
        Assert.Equal(result.Scores.Count, await harness.CountAsync("token_scores", Cancel));
        Assert.All(result.Events, static happened => Assert.True(happened.Id > 0));
    }

    [Fact]
    public async Task A_cycle_that_the_server_still_commits_when_it_is_looked_up_is_waited_for_and_stored_once()
    {
        await using var harness = await EngineHost.InstallAsync();
        var time = new EngineTime();
        await using var birdeye = EngineHost.Birdeye(time);
        await using var host = await EngineHost.StartAsync(harness, time, birdeye, commandTimeout: TimeSpan.FromSeconds(10));
        await LastStatementTests.AtTheEndAsync(harness, "PERFORM pg_sleep(2)");
        var running = host.RunAsync();
        await LastStatementTests.CommitsAsync(harness);

        // The session goes on by itself: it learns that nobody listens only when it answers.
        host.Proxy.CutAll();
        var result = await running;

        Assert.Contains(host.Log.GetSnapshot(), static line => line.Id.Id == 1011);
        Assert.Contains(host.Log.GetSnapshot(), static line => line.Id.Id == 1012);
        var stored = Assert.Single(await host.History.GetSnapshotsAsync(10, Cancel));
        Assert.Equal(stored.Id, result.Snapshot!.Id);
        Assert.NotEmpty(result.Events);
        Assert.Equal(await host.History.GetEventsOfCycleAsync(stored.Id, Cancel), result.Events);
    }

    [Fact]
    public async Task A_cycle_whose_commit_takes_longer_than_a_statement_may_is_looked_up_and_stored_once()
    {
        await using var harness = await EngineHost.InstallAsync();
        var time = new EngineTime();
        await using var birdeye = EngineHost.Birdeye(time);
        await using var host = await EngineHost.StartAsync(harness, time, birdeye);
        await LastStatementTests.AtTheEndAsync(harness, "PERFORM pg_sleep(20)");
        var running = host.RunAsync();
        await LastStatementTests.CommitsAsync(harness);
        await Poll.UntilAsync(() => Task.FromResult(host.Log.GetSnapshot().Any(static line => line.Id.Id == 1011)), () => "The commit was answered.");

        // The server undid it; the next try is one of a cycle that the store said it has not.
        await harness.ExecuteAsync("DROP TRIGGER at_the_end ON discovery.discovery_snapshots", Cancel);
        var result = await running;

        Assert.DoesNotContain(host.Log.GetSnapshot(), static line => line.Id.Id == 1012);
        var stored = Assert.Single(await host.History.GetSnapshotsAsync(10, Cancel));
        Assert.Equal(stored.Id, result.Snapshot!.Id);
        Assert.Equal(result.Scores.Count, await harness.CountAsync("token_scores", Cancel));
        Assert.Equal(await host.History.GetEventsOfCycleAsync(stored.Id, Cancel), result.Events);
    }
}
