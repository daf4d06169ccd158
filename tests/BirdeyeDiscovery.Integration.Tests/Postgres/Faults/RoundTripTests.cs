using System.Globalization;
using BirdeyeDiscovery.Conformance;
using BirdeyeDiscovery.Servers;

namespace BirdeyeDiscovery.Integration.Tests.Postgres;

/// <summary>How often a commit waits for the server; a count does not move with the machine.</summary>
public sealed class RoundTripTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(30, 2)]
    [InlineData(1_000, 8)]
    [InlineData(5_000, 8)]
    public async Task A_cycle_of_any_size_commits_in_at_most_eight_round_trips(int candidates, int most)
    {
        await using var harness = new PostgresHarness();
        await harness.StartAsync(Cancel);
        await using var proxy = new TcpProxy((await harness.DatabaseAsync()).Server.Port);
        await using var host = await harness.OpenAsync(PostgresRoles.Runtime, proxy.Port);
        await host.History.GetSnapshotsAsync(1, Cancel);
        var plan = Plan(candidates);

        // Longer than a client that sends without waiting pauses between two pieces.
        proxy.AnswerDelay = TimeSpan.FromMilliseconds(50);
        var (trips, connections) = (proxy.RoundTrips, proxy.Connections);
        var result = await host.Store.CommitCycleAsync(harness.Epoch, plan, Cancel);
        trips = proxy.RoundTrips - trips;

        Assert.Equal(CommitStatus.Committed, result.Status);
        Assert.Equal(connections, proxy.Connections);
        Assert.InRange(trips, 2, most);
        Assert.Equal(plan.Scores.Count, await harness.CountAsync("token_scores", Cancel));
        Assert.Equal(plan.Rejections.Count, await harness.CountAsync("candidate_rejections", Cancel));
        Assert.Equal(plan.ShadowScores.Count, await harness.CountAsync("shadow_scores", Cancel));
        Assert.Equal(plan.Tokens.Count, await harness.CountAsync("tracked_tokens", Cancel));
        Assert.Equal(plan.Events.Count, result.Events.Count);
    }

    // Half are scored, by a shadow too, and half rejected: above the threshold the three tables get a COPY of their own, which is the most there is.
    private static CyclePlan Plan(int candidates)
    {
        var addresses = Enumerable.Range(0, candidates).Select(static number => string.Create(CultureInfo.InvariantCulture, $"token{number}")).ToArray();
        var entering = addresses.Take(10).ToArray();
        return Plans.Cycle(
            1,
            [.. addresses.Take(candidates / 2).Select(static address => Plans.Score(address))],
            [.. addresses.Skip(candidates / 2).Select(Plans.Rejection)],
            [.. entering.Select(static address => Tokens.New(address, "NEW", 1))],
            [.. entering.Select(static address => Plans.Event(address, LifecycleEventType.Added, 1, to: TokenStatus.Active))],
            input: new byte[20 * candidates]) with
        {
            ShadowScores = [.. addresses.Take(candidates / 2).Select(static address => Plans.Shadow(address))],
        };
    }
}
