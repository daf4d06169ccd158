using Microsoft.Extensions.DependencyInjection;

namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>What stops neither a cycle nor the loop.</summary>
public sealed class EngineFaultsTests : EngineTest
{
    [Fact]
    public async Task A_cycle_that_runs_out_of_time_asks_no_more_and_commits_what_it_knows()
    {
        Birdeye.AddLadder(8);
        Birdeye.Before = asked =>
        {
            // The first token is complete with this answer, and the next call would have its turn after the time-out.
            if (asked.Contains("txs", StringComparison.Ordinal))
            {
                Clock.AdvanceTo(Start.AddSeconds(599));
            }

            return Task.CompletedTask;
        };
        await using var host = Host(static options => options.Birdeye.RequestsPerSecond = .2m);
        var result = host.RunNext();

        Assert.Equal(CycleOutcome.Degraded, result.Snapshot!.Outcome);
        Assert.Contains("Calls ended: Timeout", result.Snapshot.Error, StringComparison.Ordinal);
        Assert.InRange(result.Snapshot.DurationMs, 599_900, 605_000);
        Assert.Contains("txs", Birdeye.Requests[^1], StringComparison.Ordinal);
        Assert.Equal(8, result.Scores.Count + result.Rejections.Count);
        Assert.Equal("A1", Assert.Single(result.ActiveTokens).Symbol);
    }

    [Fact]
    public async Task A_refusal_of_security_that_answered_before_touches_no_status_and_is_no_verdict_on_the_plan()
    {
        Birdeye.AddLadder(3);
        await using var host = Host(static options => options.Cache.Ttl.Security = TimeSpan.FromSeconds(1));
        host.RunNext();
        Birdeye.Refuses = static asked => asked.Contains("security", StringComparison.Ordinal);
        for (var cycle = 0; cycle < 4; cycle++)
        {
            var result = host.RunNext();
            Assert.NotEqual(CycleOutcome.Complete, result.Snapshot!.Outcome);
            Assert.Empty(result.Events);
            Assert.Equal(3, result.ActiveTokens.Count);
            Assert.Empty(host.Engine.RefusedCalls);
        }
    }

    [Fact]
    public async Task An_observer_that_throws_or_never_ends_stops_nothing()
    {
        Birdeye.AddLadder(2);
        var seen = new List<CycleResult>();
        await using var host = Host(build: builder => builder
            .AddObserver(static _ => new Observer(static (_, _) => throw new InvalidOperationException("broken")))
            .AddObserver(static _ => new Observer(static async (_, _) => await new TaskCompletionSource().Task))
            .AddObserver(_ => new Observer((result, _) =>
            {
                seen.Add(result);
                return ValueTask.CompletedTask;
            })));
        var result = host.RunNext();

        Assert.Same(result, Assert.Single(seen));
        Assert.Equal(CycleStatus.Ran, result.Status);
    }

    [Fact]
    public async Task The_hosted_loop_runs_cycles_on_the_grid_survives_a_crash_and_stops()
    {
        Birdeye.AddLadder(3);
        var done = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        var cycles = new List<DateTimeOffset>();
        var scorers = 0;
        await using var host = Host(build: builder => builder
            .UseScorer(_ => new CrashingScorer(() => ++scorers == 8))
            .AddObserver(_ => new Observer((result, _) =>
            {
                cycles.Add(result.Snapshot!.CycleTimestamp);
                if (cycles.Count == 4)
                {
                    done.SetResult(true);
                }

                return ValueTask.CompletedTask;
            })));
        var loop = host.Services.GetRequiredKeyedService<DiscoveryLoop>("");
        await loop.StartAsync(Cancellation);
        Clock.Drive(new ValueTask<bool>(done.Task));
        await loop.StopAsync(Cancellation).WaitAsync(TimeSpan.FromSeconds(10), Cancellation);

        Assert.True(scorers > 8);
        Assert.Equal(4, cycles.Count);
        Assert.Equal(Start, cycles[0]);
        Assert.All(cycles.Zip(cycles.Skip(1)), static pair => Assert.True(pair.Second - pair.First >= TimeSpan.FromMinutes(2)));
        Assert.Equal(4, (await host.History.GetSnapshotsAsync(10, Cancellation)).Count);
    }

    private sealed class Observer(Func<CycleResult, CancellationToken, ValueTask> act) : IDiscoveryObserver
    {
        public ValueTask OnCycleAsync(CycleResult result, CancellationToken cancellationToken) => act(result, cancellationToken);
    }

    private sealed class CrashingScorer(Func<bool> crashes) : ITokenScorer
    {
        private readonly ScriptedScorer _inner = new();

        public string Version => _inner.Version;

        public string OptionsHash => _inner.OptionsHash;

        public TokenScore Score(in ScoreInputs inputs) =>
            crashes() ? throw new DiscoveryStoreException("the store is gone") : _inner.Score(inputs);
    }
}
