using BirdeyeDiscovery.Conformance;
using BirdeyeDiscovery.Servers;

namespace BirdeyeDiscovery.Integration.Tests.Postgres;

/// <summary>How often the store waits for the server.</summary>
public sealed class PostgresRoundTripTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(30, 2)]
    [InlineData(1_000, 4)]
    [InlineData(5_000, 6)]
    public async Task A_commit_takes_few_round_trips_however_many_candidates_it_has(int candidates, int trips)
    {
        await using var harness = new PostgresHarness();
        await harness.StartAsync(Cancel);
        await using var proxy = new PostgresProxy((await harness.DatabaseAsync()).Server.Port) { AnswerDelay = TimeSpan.FromMilliseconds(100) };
        await using var host = await harness.OpenAsync(PostgresRoles.Runtime, proxy.Port);
        await host.Store.GetTokensAsync([], Cancel);
        await harness.CommitAsync(Plans.Cycle(1, tokens: [Tokens.New("known", "KNOWN", 1)]), Cancel);
        var known = Assert.Single(await harness.Store.GetTokensAsync([], Cancel));
        var scored = candidates * 4 / 5;
        var plan = Plans.Cycle(
            2,
            [.. Enumerable.Range(0, scored).Select(index => Plans.Score($"score{index:D5}"))],
            [.. Enumerable.Range(0, candidates - scored).Select(index => Plans.Rejection($"rejection{index:D5}"))],
            [known with { Symbol = "CHANGED" }, .. Enumerable.Range(0, 7).Select(index => Tokens.New($"score{index:D5}", "NEW", 2))],
            [.. Enumerable.Range(0, 7).Select(index => Plans.Event($"score{index:D5}", LifecycleEventType.Added, 2, to: TokenStatus.Active))],
            input: new byte[20_000]);
        var before = proxy.RoundTrips;

        var result = await host.Store.CommitCycleAsync(harness.Epoch, plan, Cancel);

        Assert.Equal(CommitStatus.Committed, result.Status);
        Assert.Equal(trips, proxy.RoundTrips - before);
        Assert.Equal(plan.Scores, await harness.History.GetScoresAsync(result.SnapshotId, Cancel));
        Assert.Equal(plan.Rejections, await harness.History.GetRejectionsAsync(result.SnapshotId, Cancel));
        Assert.Equal(7, result.Events.Count);
    }

    [Theory]
    [InlineData(30, 4)]
    [InlineData(5_000, 8)]
    public async Task Tokens_that_have_trades_from_before_cost_two_more_however_many_they_are(int candidates, int trips)
    {
        await using var harness = new PostgresHarness();
        await harness.StartAsync(Cancel);
        await using var proxy = new PostgresProxy((await harness.DatabaseAsync()).Server.Port) { AnswerDelay = TimeSpan.FromMilliseconds(100) };
        await using var host = await harness.OpenAsync(PostgresRoles.Runtime, proxy.Port);
        await host.Store.GetTokensAsync([], Cancel);
        var addresses = Enumerable.Range(0, 7).Select(static index => $"entering{index}").ToArray();
        foreach (var (address, index) in addresses.SelectMany(static address => Enumerable.Range(0, 2).Select(index => (address, index))))
        {
            Assert.Equal(TradeCloseStatus.Recorded, (await harness.Host.Trades.RecordTradeClosedAsync(Trades.Close($"{address}-{index}", address), Cancel)).Status);
        }

        var plan = Plans.Cycle(
            1,
            [.. Enumerable.Range(0, candidates / 2).Select(static index => Plans.Score($"score{index:D5}"))],
            [.. Enumerable.Range(0, candidates / 2).Select(static index => Plans.Rejection($"rejection{index:D5}"))],
            [.. addresses.Select(static address => Tokens.New(address, "NEW", 1))]);
        var before = proxy.RoundTrips;

        Assert.Equal(CommitStatus.Committed, (await host.Store.CommitCycleAsync(harness.Epoch, plan, Cancel)).Status);

        Assert.Equal(trips, proxy.RoundTrips - before);
        Assert.All(await harness.Store.GetTokensAsync([], Cancel), static token => Assert.Equal(2, token.TradesCount));
        Assert.Equal(addresses.Length, await harness.CountAsync("strategy_performance", Cancel));
    }

    [Fact]
    public async Task The_state_of_a_cycle_is_read_at_once()
    {
        await using var harness = new PostgresHarness();
        await harness.StartAsync(Cancel);
        await using var proxy = new PostgresProxy((await harness.DatabaseAsync()).Server.Port) { AnswerDelay = TimeSpan.FromMilliseconds(100) };
        await using var host = await harness.OpenAsync(PostgresRoles.Runtime, proxy.Port);
        await host.Store.GetTokensAsync([], Cancel);
        var before = proxy.RoundTrips;

        await host.Store.LoadCycleStateAsync(new(Plans.Start, 3), Cancel);

        // The second ends the transaction.
        Assert.Equal(2, proxy.RoundTrips - before);
    }

    [Fact]
    public async Task Compute_units_are_reserved_and_settled_at_once()
    {
        await using var harness = new PostgresHarness();
        await harness.StartAsync(Cancel);
        await using var proxy = new PostgresProxy((await harness.DatabaseAsync()).Server.Port) { AnswerDelay = TimeSpan.FromMilliseconds(100) };
        await using var host = await harness.OpenAsync(PostgresRoles.Runtime, proxy.Port);
        await host.Store.GetTokensAsync([], Cancel);
        var month = new ComputeUnitMonth { Account = "default", Start = new DateOnly(2026, 5, 1) };
        var before = proxy.RoundTrips;

        var reserved = await host.ComputeUnits.ReserveAsync(month, 500, 1_000, Cancel);
        Assert.Equal((1, 500), (proxy.RoundTrips - before, reserved.Granted));
        await host.ComputeUnits.SettleAsync(month, 500, 80, Cancel);
        Assert.Equal(2, proxy.RoundTrips - before);
    }
}
