using CsCheck;

namespace BirdeyeDiscovery.Tests.Scoring;

public class TokenScorerPropertyTests
{
    private const int Runs = 10_000;
    private static readonly TokenScorer Scorer = new(new ScoringOptions());

    private static readonly Dictionary<string, (Func<ScoreInputs, double?> Get, Func<ScoreInputs, double?, ScoreInputs> Set, bool IsGood, double Most)> Inputs = new()
    {
        ["liquidity"] = (x => x.LiquidityUsd, (x, v) => x with { LiquidityUsd = v }, true, 1e12),
        ["volume"] = (x => x.Volume24hUsd, (x, v) => x with { Volume24hUsd = v }, true, 1e12),
        ["wallets"] = (x => x.UniqueWallets24h, (x, v) => x with { UniqueWallets24h = v }, true, 1e9),
        ["change 5m"] = (x => x.Change5mPercent, (x, v) => x with { Change5mPercent = v }, true, 1e12),
        ["change 1h"] = (x => x.Change1hPercent, (x, v) => x with { Change1hPercent = v }, true, 1e12),
        ["change 24h"] = (x => x.Change24hPercent, (x, v) => x with { Change24hPercent = v }, true, 1e12),
        ["buy value"] = (x => x.BuyVolume24hUsd, (x, v) => x with { BuyVolume24hUsd = v }, true, 1e12),
        ["buy count"] = (x => x.BuyCount24h, (x, v) => x with { BuyCount24h = v }, true, 1e9),
        ["age"] = (x => x.AgeHours, (x, v) => Aged(x, v), true, 1e6),
        ["peak liquidity"] = (x => x.PeakLiquidity60mUsd, (x, v) => x with { PeakLiquidity60mUsd = v }, false, 1e12),
        ["sell value"] = (x => x.SellVolume24hUsd, (x, v) => x with { SellVolume24hUsd = v }, false, 1e12),
        ["sell count"] = (x => x.SellCount24h, (x, v) => x with { SellCount24h = v }, false, 1e9),
        ["round trips"] = (x => x.RoundTripShare, (x, v) => x with { RoundTripShare = v }, false, 1),
        ["top ten"] = (x => x.Security?.Top10Share, (x, v) => Secure(x, s => s with { Top10Share = v }), false, 1),
        ["creator"] = (x => x.Security?.CreatorShare, (x, v) => Secure(x, s => s with { CreatorShare = v }), false, 1),
        ["owner"] = (x => x.Security?.OwnerShare, (x, v) => Secure(x, s => s with { OwnerShare = v }), false, 1),
        ["fee"] = (x => x.Security?.TransferFee, (x, v) => Secure(x, s => s with { TransferFee = v }), false, 1),
    };

    private static readonly Dictionary<string, Func<ScoreInputs, (ScoreInputs Missing, ScoreInputs Default)>> Defaults = new()
    {
        ["liquidity"] = x => (x with { LiquidityUsd = null }, x with { LiquidityUsd = 0 }),
        ["volume"] = x => (x with { Volume24hUsd = null }, x with { Volume24hUsd = 0 }),
        ["wallets"] = x => (x with { UniqueWallets24h = null }, x with { UniqueWallets24h = 200 }),
        ["round trips"] = x => (x with { RoundTripShare = null }, x with { RoundTripShare = .5 }),
        ["peak liquidity"] = x => (x with { PeakLiquidity60mUsd = null }, x with { PeakLiquidity60mUsd = 0 }),
        ["change 5m"] = x => (x with { Change5mPercent = null }, x with { Change5mPercent = WorthOf25(.05) }),
        ["change 1h"] = x => (x with { Change1hPercent = null }, x with { Change1hPercent = WorthOf25(.15) }),
        ["change 24h"] = x => (x with { Change24hPercent = null }, x with { Change24hPercent = WorthOf25(.50) }),
        ["buy value"] = x => (x with { BuyVolume24hUsd = null }, x with { BuyVolume24hUsd = 0, SellVolume24hUsd = (2_500 / .45) - 5_000 }),
        ["sell count"] = x => (x with { SellCount24h = null }, x with { BuyCount24h = 0, SellCount24h = (10 / .45) - 20 }),
        ["top ten"] = x => (Secure(x, s => s with { Top10Share = null }), Secure(x, s => s with { Top10Share = .50 })),
        ["creator"] = x => (Secure(x, s => s with { CreatorShare = null }), Secure(x, s => s with { CreatorShare = .05 })),
        ["owner"] = x => (Secure(x, s => s with { OwnerShare = null }), Secure(x, s => s with { OwnerShare = 0 })),
        ["fee"] = x => (Secure(x, s => s with { TransferFee = null, IsToken2022 = false }), Secure(x, s => s with { TransferFee = 0, IsToken2022 = false })),
        ["fee of Token-2022"] = x => (Secure(x, s => s with { TransferFee = null, IsToken2022 = true }), Secure(x, s => s with { TransferFee = .01 })),
        ["age"] = x => (Aged(x, null), Aged(x, 1)),
        ["metadata"] = x => (Secure(x, s => s with { MutableMetadata = null }), Secure(x, s => s with { MutableMetadata = true })),
    };

    private static readonly Dictionary<string, Func<SecurityFacts, bool, SecurityFacts>> Dangers = new()
    {
        ["mint authority"] = (s, on) => s with { MintAuthorityLive = on },
        ["freeze authority"] = (s, on) => s with { FreezeAuthorityLive = on },
        ["mutable metadata"] = (s, on) => s with { MutableMetadata = on },
        ["unlocked against unknown"] = (s, on) => s with { LiquidityLock = on ? LiquidityLock.Unlocked : LiquidityLock.Unknown },
        ["unknown against locked"] = (s, on) => s with { LiquidityLock = on ? LiquidityLock.Unknown : LiquidityLock.Locked },
    };

    [Fact]
    public void Every_input_gives_finite_numbers_within_bounds() =>
        ScoreGen.Any.Sample(
            inputs =>
            {
                var score = Scorer.Score(in inputs);
                foreach (var x in new[] { score.Total, score.Momentum, score.Liquidity, score.Volume, score.Safety, score.Flow })
                {
                    Assert.InRange(x, 0, 100);
                }

                Assert.InRange(score.Coverage, 0, 1);
                Assert.Equal(Math.Round(score.Coverage, 4), score.Coverage); // else an error of the addition decides at the line
                Assert.Equal(Math.Round(score.Total, 2), score.Total);
            },
            iter: Runs);

    [Fact]
    public void The_random_inputs_reach_missing_impossible_and_extreme_values()
    {
        var random = new { Missing = new int[1], Nan = new int[1], Infinite = new int[1], Negative = new int[1], Huge = new int[1], NoSecurity = new int[1], Noted = new int[1] };
        ScoreGen.Any.Sample(
            inputs =>
            {
                void Count(int[] counter, bool hit) => Interlocked.Add(ref counter[0], hit ? 1 : 0);
                foreach (var input in Inputs.Values)
                {
                    var value = input.Get(inputs);
                    Count(random.Missing, value is null);
                    Count(random.Nan, value is double.NaN);
                    Count(random.Infinite, value is { } v && double.IsInfinity(v));
                    Count(random.Negative, value < -100);
                    Count(random.Huge, value is > 1e307 and < double.PositiveInfinity);
                }

                Count(random.NoSecurity, inputs.Security is null);
                Count(random.Noted, Scorer.Score(in inputs).Notes.HasFlag(ScoreNotes.InvalidData));
            },
            iter: Runs);

        Assert.All([random.Missing, random.Nan, random.Infinite, random.Negative, random.Huge, random.NoSecurity, random.Noted], x => Assert.True(x[0] > 500));
    }

    [Fact]
    public void The_score_moves_only_one_way_with_each_input()
    {
        var moved = Inputs.Keys.ToDictionary(name => name, _ => new int[1]);
        Gen.Select(ScoreGen.Valid, Gen.Double[0, 1], Gen.Bool).Sample(
            (inputs, share, near) =>
            {
                foreach (var (name, (get, set, isGood, most)) in Inputs)
                {
                    if (get(inputs) is not { } low)
                    {
                        continue;
                    }

                    var high = Math.Min(most, low + (near ? share * (Math.Abs(low) + 1) : share * share * share * most));
                    var (worse, better) = isGood ? (low, high) : (high, low);
                    var (a, b) = (Scorer.Score(set(inputs, worse)), Scorer.Score(set(inputs, better)));
                    var lowers = b.Total < a.Total || b.Momentum < a.Momentum - 1e-9 || b.Liquidity < a.Liquidity - 1e-9
                        || b.Volume < a.Volume - 1e-9 || b.Safety < a.Safety - 1e-9 || b.Flow < a.Flow - 1e-9;
                    if (lowers)
                    {
                        Assert.Fail($"{name} from {worse:R} to {better:R} lowers {a} to {b}");
                    }

                    Interlocked.Add(ref moved[name][0], b.Total > a.Total ? 1 : 0);
                }
            },
            iter: Runs * 5 / 4); // one in ten has no security answer

        Assert.All(moved, x => Assert.True(x.Value[0] > 200, $"{x.Key} moved the score in {x.Value[0]} runs only"));
    }

    [Fact]
    public void A_danger_never_raises_the_score() =>
        ScoreGen.Valid.Sample(
            inputs =>
            {
                foreach (var (name, set) in Dangers)
                {
                    var without = Scorer.Score(Secure(inputs, s => set(s, false)));
                    var with = Scorer.Score(Secure(inputs, s => set(s, true)));
                    Assert.True(with.Total <= without.Total && with.Safety <= without.Safety, name);
                }
            },
            iter: Runs);

    [Fact]
    public void A_missing_input_scores_as_its_default() =>
        ScoreGen.Any.Sample(
            inputs =>
            {
                foreach (var (name, change) in Defaults)
                {
                    var (missing, standard) = change(inputs);
                    var (a, b) = (Scorer.Score(in missing), Scorer.Score(in standard));

                    // The defaults that are no inputs (a momentum of 25, a share of .45) are met to a rounding error only.
                    var isSame = Near(a.Momentum, b.Momentum) && Near(a.Liquidity, b.Liquidity) && Near(a.Volume, b.Volume)
                        && Near(a.Safety, b.Safety) && Near(a.Flow, b.Flow) && Math.Abs(a.Total - b.Total) < .0101;
                    if (!isSame || a.Coverage > b.Coverage)
                    {
                        Assert.Fail($"{name}: missing gives {a}, its default {b}");
                    }
                }
            },
            iter: Runs);

    [Fact]
    public void Scaling_all_weights_changes_no_score() =>
        Gen.Select(ScoreGen.Any, Gen.Double[-100, 100], Gen.Double[.01, 1].Array[5]).Sample(
            (inputs, exponent, w) =>
            {
                var factor = Math.Pow(10, exponent);
                var (a, b) = (Weighted(w, 1), Weighted(w, factor));
                Assert.Equal(a.Score(in inputs).Total, b.Score(in inputs).Total, .0101);
            },
            iter: Runs);

    [Fact]
    public void Weights_of_any_size_give_a_score_within_bounds() =>
        Gen.Select(ScoreGen.Any, ScoreGen.OneOf(0d, 1, double.Epsilon, 1e308, double.MaxValue).Array[4]).Sample(
            (inputs, w) => Assert.InRange(Weighted([.. w, 1], 1).Score(in inputs).Total, 0, 100),
            iter: Runs);

    [Fact]
    public void Without_safety_or_without_liquidity_the_total_is_at_most_40() =>
        Gen.Select(ScoreGen.Any, Gen.Bool).Sample(
            (inputs, unsafeOne) =>
            {
                var weak = unsafeOne
                    ? inputs with { Security = new SecurityFacts { MintAuthorityLive = true, FreezeAuthorityLive = true, Top10Share = .7 } }
                    : inputs with { LiquidityUsd = 5_000 };
                var score = Scorer.Score(in weak);
                Assert.Equal(0, unsafeOne ? score.Safety : score.Liquidity);
                Assert.True(score.Total <= 40);
            },
            iter: Runs);

    [Fact]
    public void An_impossible_value_scores_as_a_missing_one_and_is_noted() =>
        Gen.Select(ScoreGen.Valid, ScoreGen.OneOf(double.NaN, double.PositiveInfinity, double.NegativeInfinity), ScoreGen.OneOf(Inputs.Keys.ToArray())).Sample(
            (inputs, bad, name) =>
            {
                if (inputs.Security is null && Inputs[name].Get(inputs) is null)
                {
                    return;
                }

                var invalid = Inputs[name].Set(inputs, bad);
                var missing = Inputs[name].Set(inputs, null);
                if (invalid == missing)
                {
                    return; // a security field without a security answer
                }

                var (a, b) = (Scorer.Score(in invalid), Scorer.Score(in missing));
                Assert.Equal(b with { Notes = b.Notes | ScoreNotes.InvalidData }, a);
            },
            iter: Runs + 2_000);

    [Fact]
    public void Other_tokens_and_their_order_change_nothing() =>
        ScoreGen.Any.Array[2, 6].Sample(
            all =>
            {
                var alone = all.Select(x => new TokenScorer(new ScoringOptions()).Score(in x)).ToArray();
                var reversed = all.Reverse().Select(x => Scorer.Score(in x)).Reverse().ToArray();
                Assert.Equal(alone, reversed);
            },
            iter: Runs);

    private static ScoreInputs Secure(ScoreInputs inputs, Func<SecurityFacts, SecurityFacts> change) =>
        inputs.Security is { } security ? inputs with { Security = change(security) } : inputs;

    private static ScoreInputs Aged(ScoreInputs inputs, double? hours) => inputs.Security is null ? inputs : inputs with { AgeHours = hours };

    private static bool Near(double a, double b) => Math.Abs(a - b) < 1e-9;

    private static double WorthOf25(double spread) => 100 * (Math.Exp(spread * Math.Atanh(-.5)) - 1);

    private static TokenScorer Weighted(double[] w, double factor) => new(new ScoringOptions
    {
        MomentumWeight = w[0] * factor,
        LiquidityWeight = w[1] * factor,
        VolumeWeight = w[2] * factor,
        SafetyWeight = w[3] * factor,
        FlowWeight = w[4] * factor,
    });
}
