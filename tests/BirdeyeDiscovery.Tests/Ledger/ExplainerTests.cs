using BirdeyeDiscovery.Ledger;
using NSubstitute;

#pragma warning disable CA2012 // A call on a substitute that sets an answer up is none.

namespace BirdeyeDiscovery.Tests.Ledger;

/// <summary>An explanation says what the generated market says, read independently, and has a clear answer to every odd question.</summary>
public sealed class ExplainerTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(11, false)]
    [InlineData(12, true)]
    public async Task It_is_right_for_random_tokens_and_cycles(int seed, bool isStaged)
    {
        var market = LedgerMarket.Run(seed, 60, isStaged);
        var random = new Random(seed);
        for (var pair = 0; pair < 100; pair++)
        {
            var (input, plan) = market.Cycles[random.Next(market.Cycles.Count)];
            var facts = input.Candidates[random.Next(input.Candidates.Count)];

            var explanation = await market.Explainer.ExplainAsync(facts.Address, input.CycleTimestamp.AddSeconds(random.Next(120)), Cancel);

            Reading.AssertRight(explanation, input, plan, facts);
            Assert.Empty(explanation.Differences);
            Assert.Contains(facts.Address, explanation.ToText(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_text_says_it_in_sentences()
    {
        var market = LedgerMarket.Run(11, 20);
        var (input, plan) = market.Cycles[19];
        var row = plan.Scores.First(static row => row.Action == ScoreAction.Keep && row.SlotRank is not null);

        var explanation = await market.Explainer.ExplainAsync(row.TokenAddress, input.CycleTimestamp, Cancel);
        var lines = explanation.ToText().Split('\n');

        Assert.StartsWith($"\"{row.Symbol}\" ({row.TokenAddress}) in the cycle of 2026-03-01T00:40:00.0000000+00:00: stays, RANK_KEPT: slot rank {row.SlotRank}.", lines[0], StringComparison.Ordinal);
        Assert.Contains(lines, line => line.StartsWith(FormattableString.Invariant($"Its score is {row.TotalScore:0.00}: rank {row.Rank}, slot rank {row.SlotRank}."), StringComparison.Ordinal));
        Assert.Contains(lines, static line => line.StartsWith("Momentum has ", StringComparison.Ordinal));
        Assert.Contains(lines, static line => line.StartsWith("The nearest change: ", StringComparison.Ordinal));
        Assert.All(lines, static line => Assert.EndsWith(".", line, StringComparison.Ordinal));
        Assert.DoesNotContain(lines, static line => line.Contains("market source", StringComparison.Ordinal));
        Assert.Contains("\nThe facts are those of the market source \"Own\".\n", (explanation with { Source = "Own" }).ToText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_is_no_candidate_says_so_and_when_it_was_last_read()
    {
        var market = LedgerMarket.Run(13, 60);
        var (time, address, position) = Gone(market);

        var gone = await market.Explainer.ExplainAsync(address, null, Cancel);
        var never = await market.Explainer.ExplainAsync("4k3Dyjzvzp8eMZWUXbBCjEvwSkkk59S5iCNLY3QrkX6R", null, Cancel);

        Assert.Equal((TokenDecision.NotRead, time, position), (gone.Decision, gone.LastRead, gone.LastListPosition));
        Assert.Contains("The last cycle that read it was that of", gone.ToText(), StringComparison.Ordinal);
        Assert.Equal((TokenDecision.NotRead, null, null), (never.Decision, never.LastRead, never.Nearest));
        Assert.Contains("No stored cycle before has read it.", never.ToText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_symbol_means_the_one_token_that_has_it()
    {
        var market = LedgerMarket.Run(14, 3);
        var facts = market.Cycles[2].Input.Candidates[0];

        Assert.Equal(facts.Address, (await market.Explainer.ExplainAsync(facts.Symbol, null, Cancel)).Address);

        market.Tokens.FindBySymbolAsync(facts.Symbol, Arg.Any<CancellationToken>()).Returns(new ValueTask<TrackedToken?>(Tracked("Copy", facts.Symbol)));
        var several = await Assert.ThrowsAsync<AmbiguousSymbolException>(async () => await market.Explainer.ExplainAsync(facts.Symbol, null, Cancel));
        Assert.Equal(new[] { Candidates.Address("Copy"), facts.Address }.Order(StringComparer.Ordinal), several.Addresses);
    }

    [Fact]
    public async Task A_question_without_an_answer_has_a_sentence()
    {
        var market = LedgerMarket.Run(15, 3);
        var explainer = market.Explainer;
        market.History.Change(1, static plan => plan with { Input = default });
        market.History.Change(2, static plan => plan with { Input = new byte[] { 1, 2, 3 } });
        var empty = new DiscoveryExplainer(new PastCycles(new MemoryLedger(), static _ => new TokenScorer(new ScoringOptions()), null, () => "solana"), market.Tokens);

        await AssertFaultAsync(LedgerFault.NoCycles, "The store has no cycle yet.", async () => await empty.ExplainAsync("SOL", null, Cancel));
        await AssertFaultAsync(LedgerFault.NoCycles, "The store has no cycle yet.", async () => await empty.ExplainAsync("SOL", Candidates.Start, Cancel));
        await AssertFaultAsync(LedgerFault.BeforeFirstCycle, "The first cycle is of 2026-03-01T00:02:00", async () => await explainer.ExplainAsync("SOL", Candidates.Start, Cancel));
        await AssertFaultAsync(
            LedgerFault.NoStoredInput,
            "Retention dropped it, or an older version wrote the cycle.",
            async () => await explainer.ExplainAsync("SOL", Candidates.Start.AddMinutes(4), Cancel));
        await AssertFaultAsync(LedgerFault.UnreadableInput, "cannot be read", async () => await explainer.ExplainAsync("SOL", null, Cancel));
        await AssertFaultAsync(LedgerFault.UnknownToken, "'nobody' is neither a mint address", async () => await explainer.ExplainAsync("nobody", Candidates.Start.AddMinutes(2), Cancel));
        await AssertFaultAsync(
            LedgerFault.OtherChain,
            "is of the chain solana, and this engine reads base",
            async () => await new DiscoveryExplainer(market.Past(chain: "base"), market.Tokens)
                .ExplainAsync("SOL", Candidates.Start.AddMinutes(2), Cancel));
        await Assert.ThrowsAsync<ArgumentException>(async () => await explainer.ExplainAsync(" ", null, Cancel));
    }

    [Fact]
    public async Task Rows_that_differ_from_the_recomputed_ones_are_named()
    {
        var market = LedgerMarket.Run(16, 5);
        var row = market.Cycles[4].Plan.Scores[3];
        market.History.Change(4, plan => plan with { Scores = [.. plan.Scores.Select(score => score == row ? score with { TotalScore = 12.34m } : score)] });

        var explanation = await market.Explainer.ExplainAsync(row.TokenAddress, null, Cancel);

        var difference = Assert.Single(explanation.Differences);
        Assert.Equal(("token_scores", 4, "total_score", "12.34"), (difference.Table, difference.Row, difference.Field, difference.Stored));
        Assert.Contains("total_score is stored as 12.34, recomputed as", explanation.ToText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cap_that_bites_is_named_with_what_it_took()
    {
        var market = LedgerMarket.Run(17, 1, shape: new StagedMarketShape(Spread: 2), configure: static options => options.Discovery.MinLiquidityUsd = 0);
        var capped = market.Cycles[0].Plan.Scores.MinBy(static row => row.LiquidityScore)!;

        var score = (await market.Explainer.ExplainAsync(capped.TokenAddress, null, Cancel)).Score!;

        var cap = Assert.Single(score.Caps, static cap => cap.IsBinding);
        Assert.Equal(("Liquidity", score.Total), (cap.Component, Math.Round((decimal)cap.Limit, 2, MidpointRounding.AwayFromZero)));
        Assert.True(score.Sum > cap.Limit);
    }

    [Fact]
    public async Task Two_tokens_are_compared_and_two_cycles()
    {
        var market = LedgerMarket.Run(18, 40);
        var (input, plan) = market.Cycles[39];
        var kept = plan.Scores.First(static row => row.Action == ScoreAction.Keep && row.SlotRank is not null).TokenAddress;
        var rejected = plan.Rejections.First(static row => row.Stage == RejectionStage.Security).TokenAddress;

        var tokens = await market.Explainer.CompareTokensAsync(kept, rejected, null, Cancel);
        var same = await market.Explainer.CompareTokensAsync(kept, kept, null, Cancel);
        var cycles = await market.Explainer.CompareCyclesAsync(market.Cycles[0].Input.CycleTimestamp, input.CycleTimestamp, Cancel);

        Assert.Equal((ComparisonStep.Gate, ComparisonStep.Nowhere), (tokens.PartedAt, same.PartedAt));
        Assert.Contains("They part at the gates.", tokens.ToText(), StringComparison.Ordinal);
        Assert.Equal((market.Cycles[0].Plan.Snapshot.CycleTimestamp, plan.Snapshot.CycleTimestamp), (cycles.Earlier.CycleTimestamp, cycles.Later.CycleTimestamp));
        Assert.Equal(
            (TokenDecision.Kept, plan.Scores.Single(row => row.TokenAddress == kept).TotalScore),
            cycles.Tokens.Where(change => change.Address == kept).Select(static change => (change.To, change.ToTotal)).Single());
        Assert.Empty(cycles.Options);
        Assert.Empty((await market.Explainer.CompareCyclesAsync(input.CycleTimestamp, input.CycleTimestamp, Cancel)).Tokens);
    }

    private static (DateTimeOffset Time, string Address, int? Position) Gone(LedgerMarket market)
    {
        var last = market.Cycles[^1].Input.Candidates.Select(static facts => facts.Address).ToHashSet();
        return Enumerable.Reverse(market.Cycles)
            .SelectMany(static cycle => cycle.Input.Candidates.Select(facts => (cycle.Input.CycleTimestamp, facts.Address, facts.ListPosition)))
            .First(read => !last.Contains(read.Address));
    }

    private static TrackedToken Tracked(string name, string symbol) => new()
    {
        Address = Candidates.Address(name),
        Symbol = symbol,
        Category = TokenCategory.Emerging,
        DiscoveredAt = Candidates.Start,
        Status = TokenStatus.Active,
        StrategyType = "momentum",
    };

    private static async Task AssertFaultAsync(LedgerFault fault, string words, Func<Task> ask)
    {
        var thrown = await Assert.ThrowsAsync<LedgerException>(ask);
        Assert.Equal(fault, thrown.Fault);
        Assert.Contains(words, thrown.Message, StringComparison.Ordinal);
    }
}
