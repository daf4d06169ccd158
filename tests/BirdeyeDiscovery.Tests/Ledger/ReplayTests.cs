using BirdeyeDiscovery.Ledger;

namespace BirdeyeDiscovery.Tests.Ledger;

/// <summary>A replay gives what was stored, and with a change what would have been, without a look at what came later.</summary>
public sealed class ReplayTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    private static readonly Action<BirdeyeDiscoveryOptions> Damped = static options =>
    {
        var damping = options.Discovery.Damping;
        (damping.EntryMargin, damping.ConfirmationCycles, damping.IncumbentMargin) = (2, 3, 2);
        (damping.MinDwellCycles, damping.CoolDownCycles) = (10, 8);
        options.Discovery.PauseBelowScore = 64;
    };

    [Fact]
    public async Task Stored_cycles_equal_their_plans_and_the_first_difference_is_named()
    {
        var market = LedgerMarket.Run(21, 60, isStaged: true);
        var replayer = new CycleReplayer(market.Past());

        Assert.Equal(new ReplayVerification(60, 0, 0, 0, null), await replayer.VerifyAsync(cancellationToken: Cancel));
        Assert.Equal(20, (await replayer.VerifyAsync(Candidates.Start.AddMinutes(42), Candidates.Start.AddMinutes(80), Cancel)).Equal);

        market.History.Change(30, static plan => plan with { Rejections = [.. plan.Rejections.Skip(1)] });
        market.History.Change(31, static plan => plan with { Input = default });
        market.History.Change(20, static plan => plan with { Scores = [.. plan.Scores.Select((row, index) => index == 4 ? row with { SlotRank = 99 } : row)] });
        var changed = await replayer.VerifyAsync(cancellationToken: Cancel);

        Assert.Equal((57, 2, 1), (changed.Equal, changed.Different, changed.WithoutInput));
        Assert.Equal(
            (market.Cycles[20].Input.CycleTimestamp, "token_scores", 5, "slot_rank", "99"),
            (changed.FirstDifference!.CycleTimestamp, changed.FirstDifference.Table, changed.FirstDifference.Row,
                changed.FirstDifference.Field, changed.FirstDifference.Stored));
        Assert.Equal(59, (await new CycleReplayer(market.Past(static _ => new StatedScorer())).VerifyAsync(cancellationToken: Cancel)).OfOtherScorers);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(7, 0)]
    public async Task An_event_of_an_earlier_version_has_the_start_of_the_cycle_and_counts_as_equal(int secondsAfterStart, int equal)
    {
        var (cycles, history) = (new PlannedCycles(), new MemoryLedger());
        cycles.Next(Candidates.Token("A", 90));
        cycles.Put(cycles["A"] with { UpdatedAt = cycles.Now + cycles.Options.Discovery.Interval + TimeSpan.FromSeconds(10) });
        var plan = cycles.Next(Candidates.Token("A", 90, liquidity: 1), Candidates.Token("B", 90));
        Assert.Contains(plan.Events, row => row.CreatedAt == cycles.Now.AddSeconds(10));
        history.Add(
            plan with { Events = [.. plan.Events.Select(row => row with { CreatedAt = cycles.Now.AddSeconds(secondsAfterStart) })] },
            CycleInputCodec.Pack(cycles.LastInput!));

        var verification = await new CycleReplayer(new PastCycles(history, static _ => new StatedScorer(), null, static () => "solana"))
            .VerifyAsync(cancellationToken: Cancel);

        Assert.Equal((equal, 1 - equal), (verification.Equal, verification.Different));
    }

    [Theory]
    [InlineData(22, false, false)]
    [InlineData(23, true, false)]
    [InlineData(24, false, true)]
    [InlineData(25, true, true)]
    public async Task Without_a_change_each_cycle_decides_as_stored_on_the_state_of_the_replay(int seed, bool isStaged, bool isDamped)
    {
        var market = LedgerMarket.Run(seed, 150, isStaged, configure: isDamped ? Damped : null);
        var index = 0;
        await foreach (var cycle in new CycleReplayer(market.Past()).ReplayAsync(new ReplayChange(), cancellationToken: Cancel))
        {
            var stored = market.Cycles[index++].Plan;
            Assert.Equal(stored.Snapshot, cycle.Plan.Snapshot);
            Assert.Equal(stored.Scores, cycle.Plan.Scores);
            Assert.Equal(stored.Rejections, cycle.Plan.Rejections);
            Assert.Equal(stored.Events, cycle.Plan.Events);
            Assert.Equal(cycle.StoredActive, cycle.Active);
            Assert.DoesNotContain(cycle.Undecided, static token => token.Cause != UndecidedCause.PositionNotRead);
        }

        Assert.Equal(150, index);
    }

    [Theory]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(33)]
    public async Task With_other_options_it_decides_what_an_engine_with_them_would_have_decided(int seed)
    {
        static void Change(BirdeyeDiscoveryOptions options)
        {
            (options.Discovery.ActiveSlots, options.Discovery.KeepRank, options.Discovery.PauseAfterCycles) = (4, 5, 2);
            options.Discovery.Damping.ConfirmationCycles = 2;
        }

        // All tokens are always on the list and read in full, so that an engine with other options reads the same.
        var random = new Random(seed);
        var (real, other) = (new PlannedCycles(), new PlannedCycles(Change));
        var history = new MemoryLedger();
        var expected = new List<CyclePlan>();
        for (var cycle = 0; cycle < 80; cycle++)
        {
            var facts = Enumerable.Range(1, 25).Select(number => Candidates.Token($"T{number}", 50 + (number % 7) + (random.NextDouble() * 20), random.Next(30) == 0 ? .5 : 1)).ToArray();
            var plan = real.Next(facts);
            history.Add(plan, CycleInputCodec.Pack(real.LastInput!));
            expected.Add(other.Next(facts));
        }

        var replayer = new CycleReplayer(new PastCycles(history, static _ => new StatedScorer(), null, static () => "solana"));
        var index = 0;
        await foreach (var cycle in replayer.ReplayAsync(new ReplayChange { Configure = Change }, cancellationToken: Cancel))
        {
            var would = expected[index++];
            Assert.Equal(would.Scores, cycle.Plan.Scores);
            Assert.Equal(would.Rejections, cycle.Plan.Rejections);
            Assert.Equal(would.Events, cycle.Plan.Events);
            Assert.DoesNotContain(cycle.Undecided, static token => token.Cause != UndecidedCause.PositionNotRead);
        }

        Assert.Equal(80, index);
        Assert.NotEqual(real.Events.Count, other.Events.Count);
    }

    [Fact]
    public async Task A_token_that_was_never_read_in_full_is_undecidable_and_never_guessed()
    {
        var market = LedgerMarket.Run(26, 60, isStaged: true, new StagedMarketShape(Unsafe: .3));
        var opened = 0;
        await foreach (var cycle in new CycleReplayer(market.Past()).ReplayAsync(new ReplayChange { Configure = AllowAll }, cancellationToken: Cancel))
        {
            var stored = market.Cycles.Single(stored => stored.Plan.Snapshot.CycleTimestamp == cycle.Plan.Snapshot.CycleTimestamp);
            foreach (var token in cycle.Undecided.Where(static token => token.Cause == UndecidedCause.NotReadInFull))
            {
                Assert.False(stored.Input.Candidates.Single(facts => facts.Address == token.Address).SwapsAsked);
                Assert.DoesNotContain(cycle.Plan.Scores, row => row.TokenAddress == token.Address);
                Assert.DoesNotContain(cycle.Plan.Rejections, row => row.TokenAddress == token.Address);
                opened++;
            }
        }

        Assert.NotEqual(0, opened);

        static void AllowAll(BirdeyeDiscoveryOptions options)
        {
            foreach (var number in Enumerable.Range(1, 400))
            {
                options.Scoring.AuthorityAllowList.Add(Candidates.Address($"T{number}"));
            }
        }
    }

    [Fact]
    public async Task What_a_person_did_between_cycles_happens_in_the_replay_too()
    {
        var (engine, history) = (new PlannedCycles(), new MemoryLedger());
        for (var cycle = 0; cycle < 12; cycle++)
        {
            if (cycle is 4 or 8)
            {
                engine.Put(engine["A1"] with { Status = cycle == 4 ? TokenStatus.Paused : TokenStatus.Active, HeldBy = cycle == 4 ? "anna" : null });
            }

            if (cycle == 6)
            {
                engine.PutPermanent("P");
            }

            history.Add(engine.Next([.. Candidates.Ladder(9), Candidates.Token("P", 50)]), CycleInputCodec.Pack(engine.LastInput!));
        }

        var active = new List<(bool Paused, bool Pinned, bool Same)>();
        var replayer = new CycleReplayer(new PastCycles(history, static _ => new StatedScorer(), null, static () => "solana"));
        await foreach (var cycle in replayer.ReplayAsync(new ReplayChange { Configure = static options => options.Discovery.ActiveSlots = 3 }, cancellationToken: Cancel))
        {
            active.Add((!cycle.Active.Contains(Candidates.Address("A1")), cycle.Active.Contains(Candidates.Address("P")), cycle.Active.Count == 3 + (active.Count >= 6 ? 1 : 0)));
        }

        Assert.Equal(Enumerable.Range(0, 12).Select(static cycle => (cycle is >= 4 and < 8, cycle >= 6)), active.Select(static row => (row.Paused, row.Pinned)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_token_that_a_person_tracked_is_tracked_in_the_replay_too_whether_it_was_removed_before(bool wasRemoved)
    {
        var (engine, history) = (new PlannedCycles(), new MemoryLedger());
        for (var cycle = 0; cycle < 6; cycle++)
        {
            // The engine tracks it in the first cycle, or not at all; its row is removed when the person acts.
            if (cycle == 4 && !wasRemoved)
            {
                engine.PutPermanent("T");
            }

            if (cycle == 4)
            {
                engine.Put(engine["T"] with { Status = TokenStatus.Active, IsPermanent = false, LowScoreCycles = 0 });
            }

            history.Add(
                engine.Next([.. Candidates.Ladder(5), Candidates.Token("T", wasRemoved && cycle == 0 ? 94.5 : 50)]),
                CycleInputCodec.Pack(engine.LastInput!));
            if (wasRemoved && cycle == 1)
            {
                engine.Put(engine["T"] with { Status = TokenStatus.Removed });
            }
        }

        var active = new List<bool>();
        var replayer = new CycleReplayer(new PastCycles(history, static _ => new StatedScorer(), null, static () => "solana"));
        await foreach (var cycle in replayer.ReplayAsync(new ReplayChange { Configure = Stricter }, cancellationToken: Cancel))
        {
            active.Add(cycle.Active.Contains(Candidates.Address("T")));
        }

        Assert.Equal([false, false, false, false, true, true], active);

        // The replay itself never adds the token.
        static void Stricter(BirdeyeDiscoveryOptions options) => options.Discovery.ActiveSlots = 1;
    }

    [Theory]
    [InlineData("Discovery:TrendingLimit", "It decides what a cycle reads")]
    [InlineData("Discovery:ActiveSlots", "allowed is")]
    [InlineData("Discovery:KeepRank", "at least Discovery:ActiveSlots")]
    public async Task An_option_that_cannot_be_replayed_is_refused_by_name(string key, string words)
    {
        var market = LedgerMarket.Run(27, 3);
        var change = new ReplayChange
        {
            Configure = options => _ = OptionTable.ByPath[key].TryRead(key == "Discovery:TrendingLimit" ? "99" : key == "Discovery:KeepRank" ? "2" : "0", options),
        };

        var thrown = await Assert.ThrowsAsync<ArgumentException>(async () =>
        {
            await foreach (var _ in new CycleReplayer(market.Past()).ReplayAsync(change, cancellationToken: Cancel))
            {
            }
        });

        Assert.Contains(key, thrown.Message, StringComparison.Ordinal);
        Assert.Contains(words, thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_scorer_that_knows_what_came_later_is_found_and_no_other_one()
    {
        var market = LedgerMarket.Run(28, 60);
        var replayer = new CycleReplayer(market.Past());

        var honest = await replayer.AuditAsync(static _ => new ReplayChange { Configure = static options => options.Discovery.ActiveSlots = 5 }, 12, 1, Cancel);
        var planted = await replayer.AuditAsync(static history => new ReplayChange { Scorer = options => new Prophet(history, options) }, 12, 1, Cancel);

        Assert.Equal((60, 0, null), (honest.Cycles, honest.ChangedCuts, honest.FirstChanged));
        Assert.True(honest.Cuts > 8);
        Assert.True(planted.ChangedCuts >= planted.Cuts - 1, planted.ToString());
    }

    // Adds to each total what the newest cycle of the history says, as somebody does who standardizes by the whole sample.
    private sealed class Prophet(IDiscoveryHistory history, BirdeyeDiscoveryOptions options) : ITokenScorer
    {
        private readonly TokenScorer _inner = new(options.Scoring);
        private readonly double _shift = (double)(Newest(history) % 7) / 7;

        public string Version => _inner.Version;

        public string OptionsHash => _inner.OptionsHash;

        public TokenScore Score(in ScoreInputs inputs)
        {
            var score = _inner.Score(in inputs);
            return score with { Total = Math.Max(0, score.Total - _shift) };
        }

        private static decimal Newest(IDiscoveryHistory history)
        {
            var snapshots = history.GetSnapshotsAsync(1).AsTask().GetAwaiter().GetResult();
            return history.GetScoresAsync(snapshots[0].Id).AsTask().GetAwaiter().GetResult().Sum(static row => row.TotalScore);
        }
    }
}
