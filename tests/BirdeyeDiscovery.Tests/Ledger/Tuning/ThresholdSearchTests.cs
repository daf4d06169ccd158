using BirdeyeDiscovery.Ledger;

namespace BirdeyeDiscovery.Tests.Ledger.Tuning;

/// <summary>The search for thresholds by replay.</summary>
public sealed class ThresholdSearchTests(ITestOutputHelper output)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_threshold_that_selects_what_rises_is_chosen_and_called_better()
    {
        var cycles = TuneMarket.Make(3, 2_600, edge: [0, .12, 0, 0, 0]);
        var result = await SearchAsync(cycles, new PlantedReplay(cycles));

        output.WriteLine(result.Summary);
        Assert.Equal(TuneVerdict.Better, result.Verdict);
        Assert.Equal("50000", result.Chosen!.Variant.Options["Discovery:MinLiquidityUsd"]);
        Assert.True(result.Chosen.HeldOut.RankIc > result.Current.HeldOut.RankIc);
        Assert.Equal(2, result.Trials);
        Assert.Equal(0, result.Undecided);
        Assert.Equal(["rank IC", "top minus rest", "hit rate", "turnover of the top", "active tokens", "turnover of the list"],
            result.Axes.Select(static axis => axis.Name));
    }

    [Fact]
    public async Task Noise_is_called_better_as_rarely_as_chance_has_it()
    {
        var (markets, most) = Environment.GetEnvironmentVariable("BIRDEYE_LONG") == "1" ? (400, 36) : (100, 9);
        var (better, single) = (0, 0);
        for (var seed = 0; seed < markets; seed++)
        {
            var cycles = TuneMarket.Make(1_000 + seed, 1_260, slots: 22);
            var result = await SearchAsync(cycles, new PlantedReplay(cycles), holdOut: .5);
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
        var cycles = TuneMarket.Make(3, 1_500, edge: [0, .1, 0, 0, 0]);
        var plan = TuneMarket.Plan(cycles);
        var other = TuneMarket.Make(99, 1_500, edge: [.3, 0, 0, 0, 0]);
        var mixed = cycles.Select((cycle, index) => cycle.Timestamp < plan.Boundary ? cycle : other[index]).ToList();

        var first = await SearchAsync(cycles, new PlantedReplay(cycles));
        var second = await SearchAsync(mixed, new PlantedReplay(mixed));

        Assert.Equal(first.Chosen!.Variant.Json, second.Chosen!.Variant.Json);
        Assert.Equal(first.Variants.Select(static entry => entry.Fitted), second.Variants.Select(static entry => entry.Fitted));
        Assert.NotEqual(first.Chosen.HeldOut, second.Chosen.HeldOut);
    }

    [Fact]
    public async Task Fitting_replays_no_cycle_of_the_part_held_out()
    {
        var cycles = TuneMarket.Make(3, 900);
        var plan = TuneMarket.Plan(cycles);
        var replay = new PlantedReplay(cycles);

        await new ThresholdSearch(plan, TuneMarket.Source(cycles), replay).FitAsync(Variants("50000"), Cancel);

        Assert.Equal([plan.Boundary.AddMilliseconds(-1)], replay.Ends);
    }

    [Fact]
    public async Task A_token_that_cannot_be_decided_is_counted_and_compared_for_neither()
    {
        var cycles = TuneMarket.Make(3, 900, edge: [0, .12, 0, 0, 0]);
        var result = await SearchAsync(cycles, new PlantedReplay(cycles) { IsUndecided = static _ => true });

        Assert.True(result.Undecided is null or > 0);
        Assert.All(result.Variants.Skip(1), static entry => Assert.Equal((0, null), (entry.Fitted.Tokens, entry.Fitted.RankIc)));
        Assert.Equal(TuneVerdict.NotEnoughData, result.Verdict);

        var some = await SearchAsync(cycles, new PlantedReplay(cycles) { IsUndecided = static token => token.Flow > 75 });
        Assert.True(some.Undecided > 0);
        Assert.All(some.Variants.Skip(1), static entry => Assert.True(entry.Undecided > 0));
        Assert.InRange(some.UndecidedShare!.Value, .001, .9);
        Assert.True(some.Chosen!.Fitted.Tokens > 0);
        Assert.All(some.Variants.Skip(1), entry => Assert.InRange(entry.Fitted.Windows, 1, some.Current.Fitted.Windows - 1));
    }

    [Theory]
    [InlineData("Discovery:MinLiquidityUsd", "5000,20000", 1)]
    [InlineData("Discovery:PauseBelowScore", "40,70", 2)]
    public async Task Cycles_of_an_engine_are_replayed_with_each_value(string key, string values, int seed)
    {
        var market = LedgerMarket.Run(seed, 120, isStaged: true);
        var replayer = new CycleReplayer(market.Past());
        var snapshots = market.Cycles.Select(static cycle => cycle.Plan.Snapshot).ToList();
        var plan = new TunePlan
        {
            From = snapshots[0].CycleTimestamp,
            To = snapshots[^1].CycleTimestamp.AddMilliseconds(1),
            Horizon = TimeSpan.FromMinutes(4),
            Measure = new ScoreEvaluationOptions { Horizons = [TimeSpan.FromMinutes(4)] },
        };
        var random = new Random(seed);
        IAsyncEnumerable<ObservedCycle> Read(DateTimeOffset from, DateTimeOffset to) =>
            ScoreEvaluation.ReadAsync(market.History, from, to, Cancel).Select(cycle => Priced(cycle, random));
        var variants = ThresholdVariants.Of(new Dictionary<string, IReadOnlyList<string>> { [key] = values.Split(',') });

        var found = await new ThresholdSearch(plan, Read, replayer).RunAsync(variants, Cancel);
        var result = TuneRules.Judge(found, plan);
        var undecided = 0L;
        foreach (var variant in variants)
        {
            var change = new ReplayChange { Configure = variant.Apply };
            await foreach (var cycle in replayer.ReplayAsync(change, plan.From, plan.Boundary.AddMilliseconds(-1), Cancel))
            {
                undecided += cycle.Undecided.Count;
            }
        }

        output.WriteLine($"{result.Cycles} undecided {result.Undecided}: {result.Summary}");
        Assert.Equal(3, result.Variants.Count);
        Assert.InRange(result.Cycles.Fitted, 70, 84);
        Assert.All(result.Variants, static entry => Assert.True(entry.Fitted.Tokens > 0));
        Assert.Equal(undecided, result.Variants.Sum(static entry => entry.Undecided ?? 0));
    }

    [Fact]
    public async Task An_option_that_decides_what_is_read_is_refused()
    {
        var market = LedgerMarket.Run(1, 20);
        var snapshots = market.Cycles.Select(static cycle => cycle.Plan.Snapshot).ToList();
        var plan = new TunePlan { From = snapshots[0].CycleTimestamp, To = snapshots[^1].CycleTimestamp.AddMilliseconds(1) };
        var search = new ThresholdSearch(
            plan, (from, to) => ScoreEvaluation.ReadAsync(market.History, from, to, Cancel), new CycleReplayer(market.Past()));

        var refused = await Assert.ThrowsAsync<ArgumentException>(() => search.RunAsync(
            ThresholdVariants.Of(new Dictionary<string, IReadOnlyList<string>> { ["Discovery:TrendingLimit"] = ["20"] }), Cancel));

        Assert.Contains("Discovery:TrendingLimit", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_make_all_combinations_and_no_more_than_are_allowed()
    {
        var values = new Dictionary<string, IReadOnlyList<string>>
        {
            ["discovery:minliquidityusd"] = ["1000", "2000", "1000"],
            ["Discovery:PauseBelowScore"] = ["55", "60"],
        };

        Assert.Equal(
            [
                """{"Discovery:MinLiquidityUsd":"1000","Discovery:PauseBelowScore":"55"}""",
                """{"Discovery:MinLiquidityUsd":"2000","Discovery:PauseBelowScore":"55"}""",
                """{"Discovery:MinLiquidityUsd":"1000","Discovery:PauseBelowScore":"60"}""",
                """{"Discovery:MinLiquidityUsd":"2000","Discovery:PauseBelowScore":"60"}""",
            ],
            ThresholdVariants.Of(values).Select(static variant => variant.Json).OrderBy(static json => json[^4..], StringComparer.Ordinal)
                .ThenBy(static json => json, StringComparer.Ordinal));

        values["Discovery:ActiveSlots"] = [.. Enumerable.Range(1, 60).Select(static slots => $"{slots}")];
        Assert.Contains("240 combinations; allowed are 200", Assert.Throws<ArgumentException>(() => ThresholdVariants.Of(values)).Message, StringComparison.Ordinal);
        values["Discovery:ActiveSlots"] = ["many"];
        Assert.Contains("Discovery:ActiveSlots is 'many'", Assert.Throws<ArgumentException>(() => ThresholdVariants.Of(values)).Message, StringComparison.Ordinal);
    }

    // The facts of this market have no prices.
    private static ObservedCycle Priced(ObservedCycle cycle, Random random) => new()
    {
        Timestamp = cycle.Timestamp,
        ScoreVersion = cycle.ScoreVersion,
        OptionsHash = cycle.OptionsHash,
        Tokens = [.. cycle.Tokens.Select(token => token with { PriceUsd = Math.Exp(TuneMarket.Normal(random)), LiquidityUsd = 1e6 })],
    };

    private static IReadOnlyList<TuneVariant> Variants(params string[] values) =>
        ThresholdVariants.Of(new Dictionary<string, IReadOnlyList<string>> { ["Discovery:MinLiquidityUsd"] = values });

    private static async Task<TuneResult> SearchAsync(IReadOnlyList<ObservedCycle> cycles, ICycleReplayer replay, double holdOut = .3)
    {
        var plan = TuneMarket.Plan(cycles) with { HoldOut = holdOut };
        var found = await new ThresholdSearch(plan, TuneMarket.Source(cycles), replay).RunAsync(Variants("20000", "50000"), Cancel);
        return await new TrialBook(null, "", "solana", TimeProvider.System).JudgeAsync(found, plan, Cancel);
    }

    /// <summary>A replay whose active tokens depend on the threshold: by liquidity at 50,000, by momentum at 20,000, really by flow.</summary>
    private sealed class PlantedReplay(IReadOnlyList<ObservedCycle> cycles) : ICycleReplayer
    {
        public List<DateTimeOffset?> Ends { get; } = [];

        public Func<ObservedToken, bool> IsUndecided { get; init; } = static _ => false;

        public ValueTask<ReplayVerification> VerifyAsync(DateTimeOffset? from, DateTimeOffset? to, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public ValueTask<LookAheadAudit> AuditAsync(
            Func<IDiscoveryHistory, ReplayChange> change, int cuts, int seed, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public IAsyncEnumerable<ReplayedCycle> ReplayAsync(
            ReplayChange change, DateTimeOffset? from, DateTimeOffset? to, CancellationToken cancellationToken)
        {
            Ends.Add(to);
            var options = new BirdeyeDiscoveryOptions();
            change.Configure!(options);
            Func<ObservedToken, bool> isActive = options.Discovery.MinLiquidityUsd == 50_000
                ? static token => token.Liquidity > 64
                : static token => token.Momentum > 60;
            return cycles.Where(cycle => cycle.Timestamp >= from && cycle.Timestamp <= to).ToAsyncEnumerable().Select(cycle => new ReplayedCycle
            {
                Plan = new CyclePlan
                {
                    Snapshot = new SnapshotRecord
                    {
                        CycleTimestamp = cycle.Timestamp,
                        Outcome = CycleOutcome.Complete,
                        Mode = DiscoveryMode.Manage,
                        ScoreVersion = "1",
                        OptionsHash = "h",
                    },
                    Scores = [],
                    Rejections = [],
                    Tokens = [],
                    Events = [],
                },
                Active = Addresses(cycle, isActive),
                StoredActive = Addresses(cycle, static token => token.Flow > 60),
                Undecided = [.. Addresses(cycle, IsUndecided).Select(static address => new UndecidedToken(address, UndecidedCause.NotRead))],
            });
        }

        private static IReadOnlyList<string> Addresses(ObservedCycle cycle, Func<ObservedToken, bool> isMeant) =>
            [.. cycle.Tokens.Where(isMeant).Select(static token => token.Address).Order(StringComparer.Ordinal)];
    }
}
