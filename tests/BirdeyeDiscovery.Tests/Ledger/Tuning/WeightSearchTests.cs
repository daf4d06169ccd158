using BirdeyeDiscovery.Ledger;

namespace BirdeyeDiscovery.Tests.Ledger.Tuning;

/// <summary>The search for weights: an effect is found, noise is not called one, and nothing of the part held out is used.</summary>
public sealed class WeightSearchTests(ITestOutputHelper output)
{
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("BIRDEYE_LONG") == "1";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_component_that_predicts_gets_a_heavier_weight_and_the_part_held_out_says_better()
    {
        var cycles = TuneMarket.Make(3, 2_600, edge: [0, 0, .12, 0, 0]);
        var result = await SearchAsync(cycles, variants: 40);

        output.WriteLine(result.Summary);
        Assert.Equal(TuneVerdict.Better, result.Verdict);
        var weights = WeightsOf(result.Chosen!.Variant);
        Assert.Equal(2, Array.IndexOf(weights, weights.Max()));
        Assert.True(weights[2] > .5, result.Chosen.Variant.Json);
        Assert.True(result.Chosen.HeldOut.RankIc > result.Current.HeldOut.RankIc);
        Assert.True(result.Chosen.HeldOut.RankIc > result.Random!.Median);
        Assert.True(result.PValue < result.FamilyWisePValue);
        Assert.InRange(result.FamilyWisePValue!.Value, 0, .05);
        Assert.Equal(3, result.WalkForward.Count);
        Assert.All(result.WalkForward, static step => Assert.True(step.Chosen > step.Current));
        Assert.Equal(1, weights.Sum(), 9);
    }

    [Fact]
    public async Task Noise_is_called_better_as_rarely_as_chance_has_it()
    {
        // Of 100 markets, 9 have a p-value of at most .05 by chance in fewer than 1 of 15 cases, and far fewer after the correction.
        var (markets, most) = IsLong ? (400, 36) : (100, 9);
        var (better, single) = (0, 0);
        for (var seed = 0; seed < markets; seed++)
        {
            var cycles = TuneMarket.Make(seed, 1_260, slots: 22);
            var result = await SearchAsync(cycles, variants: 12, holdOut: .5);
            Assert.NotEqual(TuneVerdict.NotEnoughData, result.Verdict);
            better += result.Verdict == TuneVerdict.Better ? 1 : 0;
            single += result is { PValue: < .05, Chosen.HeldOut.DifferenceT: > 0 } ? 1 : 0;
        }

        output.WriteLine($"of {markets}: better {better}, single p below .05 and positive {single}");
        Assert.InRange(better, 0, most);
        Assert.InRange(single, 0, most);
    }

    [Fact]
    public async Task The_choice_is_the_same_whatever_the_part_held_out_has()
    {
        var cycles = TuneMarket.Make(5, 2_400, edge: [.1, 0, 0, 0, 0]);
        var plan = TuneMarket.Plan(cycles);
        var other = TuneMarket.Make(99, 2_400, edge: [0, 0, 0, 0, .3]);
        var mixed = cycles.Select((cycle, index) => cycle.Timestamp < plan.Boundary ? cycle : other[index]).ToList();

        var first = await SearchAsync(cycles, variants: 20);
        var second = await SearchAsync(mixed, variants: 20);

        Assert.Equal(first.Variants.Select(static entry => entry.Variant.Json), second.Variants.Select(static entry => entry.Variant.Json));
        Assert.Equal(first.Chosen!.Variant.Json, second.Chosen!.Variant.Json);
        Assert.Equal(first.Variants.Select(static entry => entry.Fitted), second.Variants.Select(static entry => entry.Fitted));
        Assert.NotEqual(first.Chosen.HeldOut, second.Chosen.HeldOut);
    }

    [Fact]
    public async Task Fitting_reads_no_cycle_of_the_part_held_out()
    {
        var cycles = TuneMarket.Make(5, 1_500, edge: [.1, 0, 0, 0, 0]);
        var plan = TuneMarket.Plan(cycles);
        var last = DateTimeOffset.MinValue;
        var search = new WeightSearch(plan, (from, to) => TuneMarket.Source(cycles)(from, to).Select(cycle =>
        {
            last = cycle.Timestamp > last ? cycle.Timestamp : last;
            return cycle;
        }));

        await search.FitAsync(new ScoringOptions(), 10, Cancel);

        Assert.InRange(last, plan.Boundary - (2 * TuneMarket.Interval), plan.Boundary.AddTicks(-1));
    }

    [Fact]
    public async Task The_scores_of_the_gap_before_the_boundary_count_for_nothing()
    {
        var cycles = TuneMarket.Make(5, 1_500, edge: [.1, 0, 0, 0, 0]);
        var plan = TuneMarket.Plan(cycles);
        Assert.Equal(TimeSpan.FromMinutes(10), plan.Purge);
        var expected = (await FitAsync(cycles)).Select(static figures => figures.RankIc).ToList();

        var within = Reversed(cycles, time => time >= plan.Boundary - plan.Purge);
        Assert.Equal(expected, (await FitAsync(within)).Select(static figures => figures.RankIc));

        var before = Reversed(cycles, time => time >= plan.Boundary - plan.Purge - TuneMarket.Interval);
        Assert.NotEqual(expected, (await FitAsync(before)).Select(static figures => figures.RankIc));
    }

    [Fact]
    public async Task The_current_weights_measure_as_the_stored_totals_do()
    {
        var cycles = TuneMarket.Make(5, 1_200, edge: [.05, .05, 0, 0, 0]);
        var plan = TuneMarket.Plan(cycles);
        var result = await SearchAsync(cycles, variants: 20);
        var measured = Assert.Single(ScoreEvaluation.Measure(
            cycles.Where(cycle => cycle.Timestamp >= plan.Boundary), plan.Measure)).Horizons[0].Total;

        Assert.Equal(measured.Figures.RankIc!.Value, result.Current.HeldOut.RankIc!.Value, 12);
        Assert.Equal(measured.Figures.TStatistic!.Value, result.Current.HeldOut.TStatistic!.Value, 9);
        Assert.Equal(measured.Figures.IndependentWindows, result.Current.HeldOut.Windows);
        Assert.Equal(measured.Figures.RankIc!.Value, result.Axes[0].Current!.Value, 12);
    }

    [Fact]
    public async Task Too_little_history_gives_no_verdict_and_the_days_that_are_missing()
    {
        var result = await SearchAsync(TuneMarket.Make(5, 600, edge: [.3, 0, 0, 0, 0]), variants: 5);

        Assert.Equal(TuneVerdict.NotEnoughData, result.Verdict);
        Assert.Null(result.FamilyWisePValue);
        // 200 windows of 6 minutes and the gap, as 30 % of the period, of which 20 hours are there.
        Assert.InRange(result.MissingTime.TotalHours, 46, 50);
        Assert.Matches("About [0-9]+ more hours are needed.", result.Summary);
    }

    [Fact]
    public async Task Every_variant_is_remembered_once_and_more_trials_raise_the_p_value()
    {
        var cycles = TuneMarket.Make(3, 2_600, edge: [0, 0, .12, 0, 0]);
        var memory = new TrialMemory();
        var first = await SearchAsync(cycles, variants: 20, memory);
        Assert.Equal(first.Variants.Count - 1, memory.Trials.Count);
        Assert.Equal((memory.Trials.Count, true), (first.Trials, first.IsRemembered));

        var again = await SearchAsync(cycles, variants: 20, memory);
        Assert.Equal(first.Trials, again.Trials);
        Assert.Equal(first.FamilyWisePValue, again.FamilyWisePValue);

        var later = await SearchAsync(cycles, variants: 20, memory, seed: 2);
        Assert.True(later.Trials > first.Trials);

        var best = memory.Trials.First(trial => trial.VariantHash == first.Chosen!.Variant.Hash);
        Assert.Equal(first.PValue, best.HeldOut.PValue);
        Assert.Equal(TrialStatistics.FamilyWisePValue(first.PValue!.Value, (int)first.Trials), first.FamilyWisePValue);
        await memory.AppendAsync([.. Enumerable.Range(0, 2_000).Select(number => best with { VariantHash = $"old{number}" })], Cancel);
        var last = await SearchAsync(cycles, variants: 20, memory);
        Assert.True(last.FamilyWisePValue > first.FamilyWisePValue);
    }

    [Fact]
    public async Task Without_a_memory_the_trials_are_those_of_this_search()
    {
        var result = await SearchAsync(TuneMarket.Make(3, 2_200), variants: 10);

        Assert.False(result.IsRemembered);
        Assert.Equal(result.Variants.Count - 1, result.Trials);
    }

    [Fact]
    public async Task Cycles_of_another_score_version_are_left_out()
    {
        var cycles = TuneMarket.Make(3, 800).Select(static (cycle, index) => index % 2 == 0 ? cycle : new ObservedCycle
        {
            Timestamp = cycle.Timestamp,
            ScoreVersion = "mine",
            OptionsHash = "other",
            Tokens = cycle.Tokens,
        }).ToList();

        var result = await SearchAsync(cycles, variants: 3);

        Assert.Equal((400, 1), (result.Cycles.LeftOut, result.OptionSets));
        Assert.Equal(400, result.Cycles.Fitted + result.Cycles.HeldOut);
    }

    private static double[] WeightsOf(TuneVariant variant)
    {
        var options = new BirdeyeDiscoveryOptions();
        variant.Apply(options);
        return
        [
            options.Scoring.MomentumWeight, options.Scoring.LiquidityWeight, options.Scoring.VolumeWeight, options.Scoring.SafetyWeight,
            options.Scoring.FlowWeight,
        ];
    }

    private static async Task<TuneResult> SearchAsync(
        IReadOnlyList<ObservedCycle> cycles, int variants, IEvaluationTrials? memory = null, int seed = 1, double holdOut = .3)
    {
        var plan = TuneMarket.Plan(cycles, seed) with { HoldOut = holdOut };
        var found = await new WeightSearch(plan, TuneMarket.Source(cycles)).RunAsync(new ScoringOptions(), variants, Cancel);
        return await new TrialBook(memory, "", "solana", TimeProvider.System).JudgeAsync(found, plan, Cancel);
    }

    private static async Task<List<VariantFigures>> FitAsync(IReadOnlyList<ObservedCycle> cycles, TunePlan? plan = null) =>
        (await new WeightSearch(plan ?? TuneMarket.Plan(cycles), TuneMarket.Source(cycles)).FitAsync(new ScoringOptions(), 5, Cancel)).Fitted;

    // Other scores, and the same prices.
    private static List<ObservedCycle> Reversed(IEnumerable<ObservedCycle> cycles, Func<DateTimeOffset, bool> isChanged) =>
    [
        .. cycles.Select(cycle => !isChanged(cycle.Timestamp) ? cycle : new ObservedCycle
        {
            Timestamp = cycle.Timestamp,
            ScoreVersion = cycle.ScoreVersion,
            OptionsHash = cycle.OptionsHash,
            Tokens = [.. cycle.Tokens.Select(static token => token.Total is null ? token : token with { Momentum = 100 - token.Momentum, Flow = 1 })],
        }),
    ];
}
