using System.Globalization;

namespace BirdeyeDiscovery;

/// <summary>
/// The planner turns the input of a cycle into all rows to write: from the facts and the previous state. Pure: no clock, no I/O, no
/// randomness, so that live cycles, replays, tests and simulations share it.
/// </summary>
internal static class CyclePlanner
{
    /// <summary>
    /// The planner plans a cycle; <see cref="CyclePlan.Input"/> stays empty. Without a policy, the strategies are those of the categories.
    /// </summary>
    public static CyclePlan Plan(CycleInput input, ITokenScorer scorer, IStrategyPolicy? policy = null)
    {
        var (state, adopted) = SeedTokens.Adopt(input.State, input.Adopted, TransitionTimes.Of(input));
        input = adopted.Count == 0 ? input : input with { State = state };
        var tokens = input.State.Tokens.ToDictionary(static token => token.Address, StringComparer.Ordinal);
        var triage = CandidateTriage.Run(input, tokens, scorer);
        Ranking.Apply(triage.Scored);
        if (triage.Unscorable > 0)
        {
            input = input with
            {
                Faults = [.. input.Faults, string.Create(CultureInfo.InvariantCulture, $"Scorer: failed on {triage.Unscorable} tokens")]
            };
        }

        if (!Outranking.Apply(triage, input.Options.Discovery))
        {
            return Failed(input, "an unread candidate could change a decision");
        }

        if (!input.ListRead || NothingScored(input, triage))
        {
            return Failed(input, input.ListRead ? "nothing could be scored" : "no trending row was read");
        }

        var rules = new LifecycleRules(input.Options, input.State);
        rules.Decide(triage.Scored, triage.GatedIncumbents.Count);
        var strategies = StrategyPlan.Make(input, triage.Scored, policy ?? new CategoryStrategyPolicy(input.Options.Strategies));
        if (strategies.Fault is { } fault)
        {
            input = input with { Faults = [.. input.Faults, fault] };
        }

        var changes = SeedTokens.WithAdopted(TokenChanges.From(input, triage, rules, strategies), adopted);
        var scores = triage.Scored.ConvertAll(ToRecord);
        var manages = input.Options.Discovery.Mode == DiscoveryMode.Manage;
        return new CyclePlan
        {
            Snapshot = Snapshot(input) with
            {
                Outcome = input.Faults.Count == 0 ? CycleOutcome.Complete : CycleOutcome.Degraded,
                CandidatesCount = triage.PassedSecurity,
                TokensAdded = triage.Scored.Count(static candidate => candidate.Action == ScoreAction.Add),
                TokensRemoved = triage.GatedIncumbents.Count
                    + triage.Scored.Count(static candidate => candidate.Action == ScoreAction.Remove),
                ScoredCount = scores.Count,
                RejectedCount = triage.Rejections.Count,
            },
            Scores = scores,
            Rejections = triage.Rejections,
            Tokens = manages ? [.. changes.Select(static change => change.Token)] : [],
            Events = manages ? [.. changes.SelectMany(static change => change.Events)] : [],
            Strategies = manages ? [.. changes.Select(static change => change.Strategy).OfType<StrategyAssignment>()] : [],
        };
    }

    // The planner lets a cycle in which nothing got a rank fail after failed calls or a failed scorer. If the account's plan refuses an
    // endpoint, the cycle does not fail, because its rejections are worth storing.
    private static bool NothingScored(CycleInput input, CandidateTriage triage) =>
        !triage.Scored.Exists(static candidate => candidate.HasGoodData)
        && (triage.Unscorable > 0 || input.Candidates.Any(static facts => facts.FailedCalls.Count > 0));

    private static CyclePlan Failed(CycleInput input, string why) => new()
    {
        Snapshot = Snapshot(input) with { Outcome = CycleOutcome.Failed, Error = string.Join("; ", input.Faults.Prepend(why)) },
        Scores = [],
        Rejections = [],
        Tokens = [],
        Events = [],
    };

    private static SnapshotRecord Snapshot(CycleInput input) => new()
    {
        CycleTimestamp = input.CycleTimestamp,
        Epoch = input.Epoch,
        DiscoveryFrequencySecs = (int)input.Options.Discovery.Interval.TotalSeconds,
        TrendingLimit = input.Options.Discovery.TrendingLimit,
        MinLiquidityUsd = input.Options.Discovery.MinLiquidityUsd,
        MinVolume24hUsd = input.Options.Discovery.MinVolume24hUsd,
        DurationMs = input.DurationMs,
        ApiCallsMade = input.ApiCalls,
        ComputeUnits = input.ComputeUnits,
        Budget = input.Budget,
        Enrichment = input.Enrichment,
        StagingDifferences = input.StagingDifferences,
        Outcome = CycleOutcome.Failed,
        Error = input.Faults.Count == 0 ? null : string.Join("; ", input.Faults),
        Mode = input.Options.Discovery.Mode,
        ScoreVersion = input.ScoreVersion,
        OptionsHash = input.OptionsHash,
    };

    private static ScoreRecord ToRecord(ScoredCandidate candidate)
    {
        var facts = candidate.Facts;
        return new ScoreRecord
        {
            TokenAddress = facts.Address,
            Symbol = facts.Symbol,
            TotalScore = candidate.Total,
            MomentumScore = Figures.Score(candidate.Score.Momentum),
            LiquidityScore = Figures.Score(candidate.Score.Liquidity),
            VolumeScore = Figures.Score(candidate.Score.Volume),
            SafetyScore = Figures.Score(candidate.Score.Safety),
            FlowScore = Figures.Score(candidate.Score.Flow),
            Rank = candidate.ExactRank,
            SlotRank = candidate.ExactSlotRank,
            Coverage = Figures.Share(candidate.Score.Coverage)!.Value,
            PriceChange5m = Figures.Percent(facts.Change5mPercent),
            PriceChange1h = Figures.Percent(facts.Change1hPercent),
            PriceChange24h = Figures.Percent(facts.Change24hPercent),
            PriceUsd = facts.PriceUsd,
            LiquidityUsd = Figures.Usd(facts.LiquidityUsd),
            Volume24hUsd = Figures.Usd(facts.Volume24hUsd),
            BuySellImbalance = Figures.Share(Imbalance(facts)),
            Action = candidate.Action,
            ActionReason = candidate.Reason.ToString(),
        };
    }

    private static double? Imbalance(CandidateFacts facts) =>
        facts.BuyVolume24hUsd is { } buy && facts.SellVolume24hUsd is { } sell && buy + sell > 0 ? (buy - sell) / (buy + sell) : null;
}
