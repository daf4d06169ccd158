using BirdeyeDiscovery.Ledger;

namespace BirdeyeDiscovery.Tests.Ledger.Tuning;

/// <summary>What the search must not say: each case is an answer that would mislead.</summary>
public sealed class TuneHonestyTests(ITestOutputHelper output)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stricter_threshold_that_is_better_by_a_replay_of_an_engine_is_called_better()
    {
        const int score = 82;
        var market = LedgerMarket.Run(4, 460, isStaged: true, new StagedMarketShape(Incomplete: 0), minutes: 30);
        var snapshots = market.Cycles.Select(static cycle => cycle.Plan.Snapshot).ToList();
        var plan = new TunePlan
        {
            From = snapshots[0].CycleTimestamp,
            To = snapshots[^1].CycleTimestamp.AddMilliseconds(1),
            HoldOut = .5,
            Horizon = TimeSpan.FromMinutes(30),
            Measure = new ScoreEvaluationOptions { Horizons = [TimeSpan.FromMinutes(30)], MaxPriceDelay = TimeSpan.FromMinutes(30) },
        };
        var cycles = Priced(await ScoreEvaluation.ReadAsync(market.History, plan.From, plan.To, Cancel).ToListAsync(Cancel), score);
        var variants = ThresholdVariants.Of(new Dictionary<string, IReadOnlyList<string>> { ["Discovery:PauseBelowScore"] = [$"{score}"] });

        var found = await new ThresholdSearch(plan, TuneMarket.Source(cycles), new CycleReplayer(market.Past())).RunAsync(variants, Cancel);
        var result = TuneRules.Judge(found with { Trials = 1 }, plan);

        output.WriteLine(string.Join('\n', result.Axes.Select(static axis => axis.ToString()).Append(result.Summary)));
        var size = result.Axes.Single(static axis => axis.Name == "active tokens");
        Assert.True(size.TStatistic < -2);
        Assert.Equal(TuneVerdict.Better, result.Verdict);
    }

    [Fact]
    public void Undecided_tokens_in_a_third_of_the_windows_make_no_difference()
    {
        var axes = new ReplayAxes();
        string[] ten = [.. "abcdefghij".Select(static letter => $"{letter}")];
        for (var cycle = 0; cycle < 800; cycle++)
        {
            // The undecided token takes the place of another in the replay.
            string[] undecided = cycle / 4 % 20 < 7 ? ["lost"] : [];
            axes.Add(ReplayAxesTests.Cycle(cycle, active: [.. ten.Skip(undecided.Length), .. undecided], stored: ten, undecided: undecided));
        }

        Assert.InRange(axes.UndecidedShare, .03, .05);
        Assert.All(axes.ToAxes(), static axis => Assert.Equal(0, axis.TStatistic));
    }

    [Fact]
    public async Task A_place_that_an_undecided_token_took_is_no_worse_choice()
    {
        var cycles = TuneMarket.Make(3, 1_400, edge: [0, 0, 0, 0, .3]);
        var result = await SearchAsync(cycles, new ListReplay(cycles), "20000", "50000");

        Assert.All(result.Variants.Skip(1), static entry => Assert.Null(entry.Fitted.DifferenceT));
        Assert.InRange(result.Variants[1].Fitted.Windows, 320, 330);
        Assert.InRange(result.Variants[2].Fitted.Windows, 200, 220);
    }

    [Fact]
    public async Task The_order_of_the_values_decides_neither_the_choice_nor_the_figure_of_now()
    {
        var cycles = TuneMarket.Make(3, 1_400);
        var first = await SearchAsync(cycles, new ListReplay(cycles), "20000", "50000", "60000");
        var second = await SearchAsync(cycles, new ListReplay(cycles), "60000", "50000", "20000");

        Assert.Equal(first.Current.Fitted, second.Current.Fitted);
        Assert.Equal(first.Chosen?.Variant.Json, second.Chosen?.Variant.Json);

        // Each of the three decides as now on the cycles that it can decide, whatever the rank IC of these cycles is.
        Assert.Equal(TuneOrigin.Current, first.Chosen!.Variant.Origin);
    }

    [Fact]
    public void Thresholds_are_chosen_by_their_difference_to_now_and_not_by_the_cycles_that_they_can_decide()
    {
        VariantFigures now = new(100, 300, .02, 3, null), easier = new(90, 200, .05, 9, -1), better = new(100, 300, .01, 2, 1);

        Assert.Equal(2, TuneRules.Best(TuneRules.Paired([now, easier, better])));
        Assert.Equal(0, TuneRules.Best(TuneRules.Paired([now, easier])));
        Assert.Null(TuneRules.Best(TuneRules.Paired([now with { TStatistic = null }])));
    }

    [Fact]
    public async Task A_variant_that_decides_the_same_as_now_is_not_chosen()
    {
        var cycles = TuneMarket.Make(3, 1_400, edge: [0, 0, 0, 0, .3]);
        var result = await SearchAsync(cycles, new ListReplay(cycles), "20000");

        Assert.Equal(TuneOrigin.Current, result.Chosen!.Variant.Origin);
        Assert.Empty(result.Axes);
    }

    [Fact]
    public void A_difference_of_three_tokens_of_many_has_no_p_value()
    {
        TokenSums now = new(), variant = new();
        var clusters = new TokenClusters(ScoreEvaluation.MinTokens, isDifference: true);
        for (var token = 0; token < 100; token++)
        {
            now.Add(token, 1);
            variant.Add(token, token < 3 ? 2 : 1);
            clusters.Add(token, token < 3 ? 1 : 0);
        }

        Assert.Null(variant.DifferenceTo(now));
        Assert.Null(clusters.Test().TStatistic);
        Assert.Equal(100, clusters.Test().Tokens);
    }

    [Fact]
    public async Task Blocks_are_as_long_as_the_horizon_that_chooses_allows()
    {
        var cycles = TuneMarket.Make(5, 1_500);
        var plan = TuneMarket.Plan(cycles);
        var longer = plan with
        {
            Measure = new ScoreEvaluationOptions
            {
                Horizons = [TimeSpan.FromMinutes(6), TimeSpan.FromHours(8)],
                MaxPriceDelay = TimeSpan.FromMinutes(2),
            },
        };

        Assert.Equal(plan.Purge, longer.Purge);
        var (_, fitted, folds) = await new WeightSearch(longer, TuneMarket.Source(cycles)).FitAsync(new ScoringOptions(), 3, Cancel);
        Assert.Equal((await new WeightSearch(plan, TuneMarket.Source(cycles)).FitAsync(new ScoringOptions(), 3, Cancel)).Fitted, fitted);
        Assert.Equal(3, folds.Count);
        Assert.All(folds, static fold => Assert.InRange(fold.Within[0].Windows, 80, 90));
    }

    [Fact]
    public async Task Nothing_chosen_is_compared_with_nothing()
    {
        var cycles = TuneMarket.Make(5, 8);
        var result = await new WeightSearch(TuneMarket.Plan(cycles), TuneMarket.Source(cycles)).RunAsync(new ScoringOptions(), 5, Cancel);

        Assert.Null(result.Chosen);
        Assert.Empty(result.Axes);
    }

    [Fact]
    public async Task Variants_without_figures_are_no_trials()
    {
        var cycles = TuneMarket.Make(5, 8);
        var memory = new TrialMemory();
        var plan = TuneMarket.Plan(cycles);
        var found = await new WeightSearch(plan, TuneMarket.Source(cycles)).RunAsync(new ScoringOptions(), 5, Cancel);
        var result = await new TrialBook(memory, "", "solana", TimeProvider.System).JudgeAsync(found, plan, Cancel);

        Assert.Equal((0, 0), (result.Trials, memory.Trials.Count));
    }

    [Fact]
    public async Task The_same_variants_on_a_longer_history_are_the_same_trials()
    {
        var memory = new TrialMemory();
        var book = new TrialBook(memory, "", "solana", TimeProvider.System);
        var cycles = TuneMarket.Make(5, 1_000);
        var results = new List<TuneResult>();
        foreach (var count in new[] { 900, 950, 1_000 })
        {
            var part = cycles.Take(count).ToList();
            var plan = TuneMarket.Plan(part);
            var variants = ThresholdVariants.Of(new Dictionary<string, IReadOnlyList<string>> { ["Discovery:MinLiquidityUsd"] = ["20000", "50000"] });
            var found = await new ThresholdSearch(plan, TuneMarket.Source(part), new ListReplay(part)).RunAsync(variants, Cancel);
            results.Add(await book.JudgeAsync(found, plan, Cancel));
        }

        Assert.Equal(6, memory.Trials.Count);
        Assert.All(results, static result => Assert.Equal(2, result.Trials));
        Assert.Equal([2L, 4, 6], results.Select(static result => result.TrialRows));
    }

    [Fact]
    public async Task A_result_is_shown_although_its_trials_cannot_be_kept()
    {
        var cycles = TuneMarket.Make(5, 1_000);
        var plan = TuneMarket.Plan(cycles);
        var found = await new WeightSearch(plan, TuneMarket.Source(cycles)).RunAsync(new ScoringOptions(), 5, Cancel);
        var result = await new TrialBook(new BrokenMemory(), "", "solana", TimeProvider.System).JudgeAsync(found, plan, Cancel);

        Assert.Equal((false, "permission denied for table evaluation_trials"), (result.IsRemembered, result.NotRemembered));
        Assert.Equal(found.Variants.Count - 1, result.Trials);
    }

    [Fact]
    public void Different_texts_of_one_value_are_one_variant() =>
        Assert.Single(ThresholdVariants.Of(new Dictionary<string, IReadOnlyList<string>> { ["Discovery:MinLiquidityUsd"] = ["5000", "05000", "5000.0"] }));

    private static async Task<TuneResult> SearchAsync(IReadOnlyList<ObservedCycle> cycles, ICycleReplayer replay, params string[] values)
    {
        var plan = TuneMarket.Plan(cycles);
        var variants = ThresholdVariants.Of(new Dictionary<string, IReadOnlyList<string>> { ["Discovery:MinLiquidityUsd"] = values });
        return await new ThresholdSearch(plan, TuneMarket.Source(cycles), replay).RunAsync(variants, Cancel);
    }

    // Prices rise after a score of at least so much, and fall after a lower one.
    private static List<ObservedCycle> Priced(List<ObservedCycle> cycles, double score)
    {
        var random = new Random(1);
        var logs = new Dictionary<string, double>(StringComparer.Ordinal);
        var priced = new List<ObservedCycle>(cycles.Count);
        foreach (var cycle in cycles)
        {
            priced.Add(new ObservedCycle
            {
                Timestamp = cycle.Timestamp,
                ScoreVersion = cycle.ScoreVersion,
                OptionsHash = cycle.OptionsHash,
                Tokens =
                [
                    .. cycle.Tokens.Select(token => token with
                    {
                        PriceUsd = Math.Exp(logs.GetValueOrDefault(token.Address)),
                        LiquidityUsd = 1e6,
                        LastTradeAt = cycle.Timestamp,
                    }),
                ],
            });
            foreach (var token in cycle.Tokens)
            {
                logs[token.Address] = logs.GetValueOrDefault(token.Address)
                    + (.01 * (TuneMarket.Normal(random) + (token.Total >= score ? 1 : -1)));
            }
        }

        return priced;
    }

    /// <summary>
    /// A replay that decides as the real cycles did, with the ten tokens of most flow; at 50,000, an undecided token takes the place of the best
    /// one in a third of the cycles, and at 60,000 in a half of them.
    /// </summary>
    private sealed class ListReplay(IReadOnlyList<ObservedCycle> cycles) : ICycleReplayer
    {
        public ValueTask<ReplayVerification> VerifyAsync(DateTimeOffset? from, DateTimeOffset? to, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public ValueTask<LookAheadAudit> AuditAsync(
            Func<IDiscoveryHistory, ReplayChange> change, int cuts, int seed, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public IAsyncEnumerable<ReplayedCycle> ReplayAsync(
            ReplayChange change, DateTimeOffset? from, DateTimeOffset? to, CancellationToken cancellationToken)
        {
            var options = new BirdeyeDiscoveryOptions();
            change.Configure!(options);
            var share = options.Discovery.MinLiquidityUsd switch { 50_000 => 7, 60_000 => 10, _ => 0 };
            return cycles.Where(cycle => cycle.Timestamp >= from && cycle.Timestamp <= to).ToAsyncEnumerable().Select(cycle =>
            {
                var minutes = (int)(cycle.Timestamp - TuneMarket.Start).TotalMinutes / 6;
                var ordered = cycle.Tokens.Where(static token => token.Flow is not null).OrderByDescending(static token => token.Flow)
                    .Select(static token => token.Address).ToList();
                string[] undecided = minutes % 20 < share ? [ordered[^1]] : [];
                return ReplayAxesTests.Cycle(
                    0,
                    active: [.. ordered.Skip(undecided.Length).Take(10 - undecided.Length), .. undecided],
                    stored: [.. ordered.Take(10)],
                    undecided,
                    cycle.Timestamp);
            });
        }
    }

    private sealed class BrokenMemory : IEvaluationTrials
    {
        public ValueTask<int> AppendAsync(IReadOnlyList<EvaluationTrial> trials, CancellationToken cancellationToken = default) =>
            throw new DiscoveryStoreException("permission denied for table evaluation_trials");

        public ValueTask<long> CountAsync(string engine, string chain, CancellationToken cancellationToken = default) =>
            throw new DiscoveryStoreException("permission denied for table evaluation_trials");

        public ValueTask<IReadOnlyList<EvaluationTrial>> ListAsync(
            string engine, string chain, long afterId, int limit, CancellationToken cancellationToken = default) =>
            throw new DiscoveryStoreException("permission denied for table evaluation_trials");
    }
}
