namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>Actions of people while a staged cycle runs: candidates that could change nothing before may matter afterwards.</summary>
public sealed class EngineStagedByHandTests : EngineTest
{
    private static readonly OperatorNote Note = new("alice", "rumours");

    [Theory]
    [InlineData(OperatorAct.Pin)]
    [InlineData(OperatorAct.Remove)]
    public async Task A_slot_that_an_action_frees_during_a_cycle_makes_it_read_the_candidate_that_may_take_it(OperatorAct act)
    {
        await using var host = Staged(9);
        host.RunNext();
        var acted = ActOnce(() => act switch
        {
            OperatorAct.Pin => host.Lifecycle.PinAsync(Address("A1"), Note, Cancellation),
            _ => host.Lifecycle.RemoveAsync(Address("A1"), Note, cancellationToken: Cancellation),
        });

        var result = host.RunNext();

        Assert.True(acted());
        Assert.Equal((CycleOutcome.Complete, CycleEnrichment.Staged), (result.Snapshot!.Outcome, result.Snapshot.Enrichment));
        Assert.Contains(result.Scores, static row => row is { Symbol: "A8", TotalScore: 92, SlotRank: 7 });
        Assert.Equal(ReasonCodes.Outranked, result.Rejections.Single(static row => row.Symbol == "A9").ReasonCode);
        Assert.Equal(Birdeye.Requests.Count, (await Snapshots(host)).Sum(static cycle => cycle.ApiCallsMade));
    }

    [Fact]
    public async Task A_candidate_that_cannot_be_read_after_an_action_leaves_the_cycle_degraded()
    {
        await using var host = Staged(8);
        host.RunNext();
        var acted = ActOnce(() => host.Lifecycle.PinAsync(Address("A1"), Note, Cancellation));
        Birdeye.Fails = asked => acted() && asked.Contains("address=A8", StringComparison.Ordinal);

        var result = host.RunNext();

        Assert.Equal(CycleOutcome.Degraded, result.Snapshot!.Outcome);
        Assert.Equal(ReasonCodes.DataMissing, result.Rejections.Single(static row => row.Symbol == "A8").ReasonCode);
        Assert.Empty(result.Events);
    }

    [Fact]
    public async Task A_token_that_is_resumed_during_a_cycle_is_read_in_it()
    {
        await using var host = Staged(9);
        host.RunNext();
        await host.Lifecycle.PauseAsync(Address("A7"), Note, Cancellation);
        Birdeye["A7"].Score = 20;
        Birdeye["A7"].Liquidity = 200_000;
        Assert.DoesNotContain(host.RunNext().Scores, static row => row.Symbol == "A7");
        var acted = ActOnce(async () =>
        {
            // The plan writes no row of a candidate that it did not read; that of the pinned token makes it plan again.
            await host.Lifecycle.PinAsync(Address("A1"), Note, Cancellation);
            return await host.Lifecycle.ResumeAsync(Address("A7"), Note, Cancellation);
        });

        var result = host.RunNext();

        Assert.True(acted());
        Assert.Equal(CycleOutcome.Complete, result.Snapshot!.Outcome);
        Assert.Contains(result.Scores, static row => row is { Symbol: "A7", TotalScore: 20 });
    }

    private static string Address(string symbol) => ScriptedBirdeye.AddressOf(symbol);

    private static ValueTask<IReadOnlyList<SnapshotRecord>> Snapshots(SimulatedHost host) => host.History.GetSnapshotsAsync(10, Cancellation);

    // A call for an active token: the state was read long before, and the candidates to read are chosen.
    private Func<bool> ActOnce(Func<ValueTask<OperatorResult>> act)
    {
        var isDone = false;
        Birdeye.Before = async asked =>
        {
            if (!isDone && asked.Contains("txs/token?address=A6", StringComparison.Ordinal))
            {
                isDone = true;
                Assert.Equal(OperatorStatus.Applied, (await act()).Status);
            }
        };
        return () => isDone;
    }

    private SimulatedHost Staged(int tokens)
    {
        Birdeye.AddLadder(tokens);
        foreach (var token in Birdeye.Tokens)
        {
            token.Liquidity = token.Score * 10_000;
        }

        return Host(
            static options => options.Discovery.Enrichment = EnrichmentMode.Staged,
            static builder => builder.UseScorer(static _ => new BoundedScorer()));
    }

    // The list states the bound: ten thousand of liquidity for each point.
    private sealed class BoundedScorer : IBoundedTokenScorer
    {
        private readonly ScriptedScorer _scorer = new();

        public string Version => _scorer.Version;

        public string OptionsHash => _scorer.OptionsHash;

        public TokenScore Score(in ScoreInputs inputs) => _scorer.Score(inputs);

        public double TotalAtMost(in ScoreInputs known) => known.UniqueWallets24h ?? known.LiquidityUsd / 10_000 ?? 100;
    }
}
