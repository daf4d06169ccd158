using BirdeyeDiscovery.Tests.Scoring;
using CsCheck;

namespace BirdeyeDiscovery.Tests;

/// <summary>What is not told of a newcomer lifts its score over no value that could have been told.</summary>
public sealed class MissingInputsTests
{
    private static readonly TokenScorer Scorer = new(new ScoringOptions());

    private static readonly Dictionary<string, Func<ScoreInputs, double?, ScoreInputs>> Inputs = new(StringComparer.Ordinal)
    {
        ["liquidity"] = static (x, v) => x with { LiquidityUsd = v },
        ["volume"] = static (x, v) => x with { Volume24hUsd = v },
        ["wallets"] = static (x, v) => x with { UniqueWallets24h = v },
        ["round trips"] = static (x, v) => x with { RoundTripShare = v },
        ["change 5m"] = static (x, v) => x with { Change5mPercent = v },
        ["change 1h"] = static (x, v) => x with { Change1hPercent = v },
        ["change 24h"] = static (x, v) => x with { Change24hPercent = v },
        ["buy value"] = static (x, v) => x with { BuyVolume24hUsd = v },
        ["sell value"] = static (x, v) => x with { SellVolume24hUsd = v },
        ["buy count"] = static (x, v) => x with { BuyCount24h = v },
        ["sell count"] = static (x, v) => x with { SellCount24h = v },
        ["top ten"] = static (x, v) => Secure(x, s => s with { Top10Share = v }),
        ["creator"] = static (x, v) => Secure(x, s => s with { CreatorShare = v }),
        ["fee of Token-2022"] = static (x, v) => Secure(x, s => s with { TransferFee = v, IsToken2022 = true }),
        ["age"] = static (x, v) => x with { AgeHours = x.Security is null ? null : v },
        ["metadata"] = static (x, v) => Secure(x, s => s with { MutableMetadata = v is null ? null : v < .5 }),
        ["security"] = static (x, v) => v is null ? x with { Security = null } : x,
    };

    private static readonly Gen<double> Value = Gen.OneOf(
        Gen.Double[0, 1],
        Gen.Double[-100, 300],
        Gen.Double[-3, 18].Select(static e => Math.Pow(10, e)),
        Gen.Const(0d),
        Gen.Const(1d),
        Gen.Const(-100d),
        Gen.Const(1e18));

    private static readonly Gen<Dictionary<string, bool>> Absent = Gen.Bool.Array[Inputs.Count].Select(static flags =>
        Inputs.Keys.Zip(flags).ToDictionary(static pair => pair.First, static pair => pair.Second, StringComparer.Ordinal));

    [Fact]
    public void The_score_without_an_input_is_at_most_the_score_with_any_value_of_it_whatever_else_is_missing() =>
        Gen.Select(ScoreGen.Valid, Absent, Gen.OneOf([.. Inputs.Keys.Select(static name => Gen.Const(name))]), Value).Sample(
            static (valid, absent, name, value) =>
            {
                var some = Inputs.Where(input => absent[input.Key]).Aggregate(valid, static (inputs, input) => input.Value(inputs, null));
                var without = Newcomer(Inputs[name](some, null));
                var with = Newcomer(Inputs[name](some, value));
                Assert.True(without <= with, $"{name}: {without} without it, {with} with {value:R}");
            },
            iter: 50_000);

    [Fact]
    public void Every_input_that_may_be_unknown_is_in_the_list_of_this_test() => Assert.Equal(
        typeof(ScoreInputs).GetProperties().Concat(typeof(SecurityFacts).GetProperties())
            .Where(static property => Nullable.GetUnderlyingType(property.PropertyType) is not null)
            .Select(static property => property.Name)
            .Except([nameof(ScoreInputs.PeakLiquidity60mUsd), nameof(SecurityFacts.OwnerShare), nameof(SecurityFacts.CreatedAt)])
            .Append(nameof(ScoreInputs.Security))
            .Count(),
        Inputs.Count);

    [Fact]
    public void Complete_inputs_stay_as_they_are() =>
        ScoreGen.Valid.Sample(static inputs => Assert.Equal(inputs, MissingInputs.AtWorst(in inputs)), iter: 2_000);

    [Theory]
    [InlineData(null)]
    [InlineData(TokenStatus.Paused)]
    [InlineData(TokenStatus.Removed)]
    public void A_wash_traded_token_scores_no_better_without_its_trades_and_does_not_enter_on_that(TokenStatus? status)
    {
        var washed = Washed() with { RoundTripShare = .95 };
        var (with, without) = (Plan(washed, status), Plan(washed with { RoundTripShare = null }, status));
        Assert.True(without.TotalScore <= with.TotalScore, $"{without.TotalScore} without, {with.TotalScore} with");
        Assert.Equal((ScoreAction.Skip, ScoreAction.Skip), (with.Action, without.Action));
        Assert.Equal(.98m, Math.Round(without.Coverage, 2));

        // The same token with honest trades does enter: it is the missing sample that keeps the other one out.
        Assert.Equal(ScoreAction.Add, Plan(Washed() with { RoundTripShare = .1 }, status).Action);
    }

    [Fact]
    public void The_highest_score_without_an_input_is_at_least_the_score_with_any_value_of_it() =>
        Gen.Select(ScoreGen.Valid, Absent, Gen.OneOf([.. Inputs.Keys.Except(["liquidity", "volume", "security"]).Select(static name => Gen.Const(name))]), Value)
            .Sample(
                static (valid, absent, name, value) =>
                {
                    var some = Inputs.Where(input => absent[input.Key] && input.Key is not ("liquidity" or "volume" or "security"))
                        .Aggregate(valid, static (inputs, input) => input.Value(inputs, null));
                    var (without, with) = (MissingInputs.AtBest(Inputs[name](some, null)), Inputs[name](some, value));
                    var (best, told) = (Scorer.Score(in without).Total, Scorer.Score(in with).Total);
                    Assert.True(best >= told, $"{name}: at best {best} without it, {told} with {value:R}");
                },
                iter: 50_000);

    [Fact]
    public void An_active_token_scores_no_better_without_its_trades_and_is_kept_though_it_looks_low()
    {
        var washed = Washed() with { RoundTripShare = .95 };
        var (with, without) = (Plan(washed, TokenStatus.Active), Plan(washed with { RoundTripShare = null }, TokenStatus.Active));
        Assert.True(without.TotalScore <= with.TotalScore, $"{without.TotalScore} without, {with.TotalScore} with");

        var honest = Plan(Washed() with { RoundTripShare = .1 }, TokenStatus.Active);
        Assert.True(without.TotalScore < 60 && honest.TotalScore >= 60, $"{without.TotalScore}, {honest.TotalScore}");
        Assert.Equal(ScoreAction.Remove, PlanActive([Washed() with { RoundTripShare = .95 }]).Scores.Single().Action);
        var kept = PlanActive([Washed()]);
        Assert.Equal(ScoreAction.Keep, kept.Scores.Single().Action);

        // The score may have reached the threshold, and that would have ended the row.
        Assert.Equal(0, kept.Tokens.Single().LowScoreCycles);
    }

    [Fact]
    public void Hidden_inputs_lift_no_score_and_pause_no_token_that_all_inputs_would_keep()
    {
        var (lifted, paused, kept) = (0, 0, 0);
        Gen.Select(Gen.Double[0, 1].Array[5], Gen.Bool.Array[6], Gen.Bool).Array[14].Sample(
            market =>
            {
                var full = market.Select(static (token, place) => Random(place, token.Item1)).ToArray();
                var hidden = full.Select((facts, place) => Hide(facts, market[place].Item2)).ToArray();
                var active = market.Select(static token => token.Item3).ToArray();
                var (before, after) = (PlanActive(full, active), PlanActive(hidden, active));
                var scores = before.Scores.ToDictionary(static row => row.TokenAddress, StringComparer.Ordinal);
                foreach (var row in after.Scores)
                {
                    var told = scores[row.TokenAddress];
                    Interlocked.Increment(ref lifted);
                    Assert.True(row.TotalScore <= told.TotalScore, $"{row.TotalScore} hidden, {told.TotalScore} told");
                    if (row.Action == ScoreAction.Remove)
                    {
                        Interlocked.Increment(ref paused);
                        Assert.Equal(ScoreAction.Remove, told.Action);
                    }
                    else if (told.Action == ScoreAction.Remove)
                    {
                        Interlocked.Increment(ref kept);
                    }
                }
            },
            iter: 1_500);

        // Each case did occur.
        Assert.True(lifted > 0 && paused > 0 && kept > 0, $"{lifted}, {paused}, {kept}");
    }

    [Fact]
    public void Hidden_inputs_count_no_low_cycle_that_all_inputs_would_not_count_over_several_cycles()
    {
        var (paused, kept, reset) = (0, 0, 0);
        Gen.Select(Gen.Double[0, 1].Array[5], Gen.Bool.Array[6]).Array[2, 9].Sample(
            cycles =>
            {
                var (told, hidden) = (Active(0, Candidates.Address("R0"), 0), Active(0, Candidates.Address("R0"), 0));
                foreach (var (figures, hide) in cycles)
                {
                    var facts = Random(0, figures);
                    var (before, after) = (PlanOne(facts, told), PlanOne(Hide(facts, hide), hidden));
                    if (after.Scores.Single().Action == ScoreAction.Remove)
                    {
                        Interlocked.Increment(ref paused);
                        Assert.Equal(ScoreAction.Remove, before.Scores.Single().Action);
                        return;
                    }

                    if (before.Scores.Single().Action == ScoreAction.Remove)
                    {
                        Interlocked.Increment(ref kept);
                        return;
                    }

                    if (after.Scores.Single().Rank is null)
                    {
                        // A cycle without enough data counts for nothing.
                        return;
                    }

                    var wasLow = hidden.LowScoreCycles > 0;
                    (told, hidden) = (before.Tokens.Single(), after.Tokens.Single());
                    Assert.True(hidden.LowScoreCycles <= told.LowScoreCycles, $"{hidden.LowScoreCycles} hidden, {told.LowScoreCycles} told");
                    if (wasLow && hidden.LowScoreCycles == 0)
                    {
                        Interlocked.Increment(ref reset);
                    }
                }
            },
            iter: 3_000);
        Assert.True(paused > 0 && kept > 0 && reset > 0, $"{paused}, {kept}, {reset}");
    }

    private static decimal Newcomer(in ScoreInputs inputs)
    {
        var worst = MissingInputs.AtWorst(in inputs);
        return (decimal)Scorer.Score(in worst).Total;
    }

    private static ScoreRecord Plan(CandidateFacts facts, TokenStatus? status)
    {
        TrackedToken[] tokens = status is not { } known ? [] : [new TrackedToken
        {
            Id = 1,
            Address = facts.Address,
            Symbol = facts.Symbol,
            Category = TokenCategory.Emerging,
            DiscoveredAt = Candidates.Start.AddDays(-3),
            DeactivatedAt = Candidates.Start.AddHours(-1),
            Status = known,
            StatusCycles = 100,
            StrategyType = "momentum",
            CreatedAt = Candidates.Start.AddDays(-3),
            UpdatedAt = Candidates.Start.AddDays(-3),
        }];
        var input = new CycleInput
        {
            CycleTimestamp = Candidates.Start,
            Chain = "solana",
            Options = new BirdeyeDiscoveryOptions(),
            ScoreVersion = Scorer.Version,
            OptionsHash = "",
            State = new CycleState { Tokens = tokens },
            Candidates = [facts],
            ListRead = true,
        };
        return Assert.Single(CyclePlanner.Plan(input, Scorer).Scores);
    }

    private static CyclePlan PlanOne(CandidateFacts facts, TrackedToken token) => PlanActive([facts], tokens: [token]);

    private static TrackedToken Active(int place, string address, int lowScoreCycles) => new()
    {
        Id = place + 1,
        Address = address,
        Symbol = "R" + place,
        Category = TokenCategory.Emerging,
        DiscoveredAt = Candidates.Start.AddDays(-3),
        Status = TokenStatus.Active,
        StatusCycles = 100,
        LowScoreCycles = lowScoreCycles,
        StrategyType = "momentum",
        CreatedAt = Candidates.Start.AddDays(-3),
        UpdatedAt = Candidates.Start.AddDays(-3),
    };

    private static CyclePlan PlanActive(CandidateFacts[] facts, bool[]? active = null, TrackedToken[]? tokens = null) => CyclePlanner.Plan(
        new CycleInput
        {
            CycleTimestamp = Candidates.Start,
            Chain = "solana",
            Options = new BirdeyeDiscoveryOptions(),
            ScoreVersion = Scorer.Version,
            OptionsHash = "",
            State = new CycleState
            {
                Tokens = tokens ?? [.. facts.Where((_, place) => active?[place] ?? true)
                    .Select(static (token, place) => Active(place, token.Address, lowScoreCycles: 2))],
            },
            Candidates = facts,
            ListRead = true,
        },
        Scorer);

    private static CandidateFacts Random(int place, double[] x) => Washed() with
    {
        Address = Candidates.Address("R" + place),
        Symbol = "R" + place,
        RoundTripShare = x[0],
        Change1hPercent = -5 + (20 * x[1]),
        UniqueWallets24h = 100 + (4_000 * x[2]),
        BuyVolume24hUsd = 2e5 + (6e5 * x[3]),
        LiquidityUsd = 5e4 + (1e6 * x[4]),
    };

    // One missing input or two leave the coverage above its minimum.
    private static CandidateFacts Hide(CandidateFacts facts, bool[] hide) => facts with
    {
        RoundTripShare = hide[0] ? null : facts.RoundTripShare,
        Change5mPercent = hide[1] ? null : facts.Change5mPercent,
        UniqueWallets24h = hide[2] && hide[3] ? null : facts.UniqueWallets24h,
        Security = hide[4] ? facts.Security! with { CreatorShare = null, MutableMetadata = null } : facts.Security,
        Change24hPercent = hide[5] ? null : facts.Change24hPercent,
    };

    private static CandidateFacts Washed() => Candidates.Token("A", 0, 0, 1e5) with
    {
        Volume24hUsd = 9e5,
        UniqueWallets24h = 900,
        RoundTripShare = null,
        Change5mPercent = -.2,
        Change1hPercent = -1,
        Change24hPercent = 3,
        BuyVolume24hUsd = 4e5,
        SellVolume24hUsd = 4e5,
        Buys24h = 3_000,
        Sells24h = 3_000,
        Security = new SecurityFacts
        {
            CreatedAt = Candidates.Start.AddDays(-100),
            MutableMetadata = false,
            Top10Share = .3,
            CreatorShare = .01,
        },
    };

    private static ScoreInputs Secure(ScoreInputs inputs, Func<SecurityFacts, SecurityFacts> change) =>
        inputs.Security is { } security ? inputs with { Security = change(security) } : inputs;
}
