using System.Globalization;

namespace BirdeyeDiscovery;

/// <summary>
/// Decides which tokens enter, stay, pause and leave. It sets the decisions on the scored candidates in place and changes nothing else.
/// </summary>
internal sealed class LifecycleRules(BirdeyeDiscoveryOptions all, CycleState state)
{
    private readonly DiscoveryOptions _options = all.Discovery;
    private readonly DampingOptions _damping = all.Discovery.Damping;

    private decimal EntryLine => _options.PauseBelowScore + _damping.EntryMargin;

    /// <summary>
    /// Decides on every candidate: whether it enters, stays or leaves, with the reason; <paramref name="ranked"/> is in rank order.
    /// </summary>
    public void Decide(IReadOnlyList<ScoredCandidate> ranked, int gatedIncumbents)
    {
        foreach (var candidate in ranked)
        {
            (candidate.Action, candidate.Reason) = candidate.Token?.Status switch
            {
                TokenStatus.Active => DecideIncumbent(candidate, ranked),
                TokenStatus.Paused when candidate.Token?.HeldBy is { } by =>
                    (ScoreAction.Skip, new Reason(ReasonCodes.ByHand, $"paused by {by}")),
                TokenStatus.Paused when candidate.IsPermanent => (ScoreAction.Skip, new Reason(ReasonCodes.Permanent, "paused by hand")),
                _ => (ScoreAction.Skip, DecideNewcomer(candidate)),
            };
        }

        FillSlots(ranked, gatedIncumbents);
    }

    /// <summary>
    /// Counts the successive good cycles, including this one, in which the token's score was below the pause threshold. A cycle whose score
    /// may have reached the threshold, depending on the missing inputs, ends the streak: with all inputs it may have ended it. A cycle
    /// without data is not part of the streak and does not end it.
    /// </summary>
    public int LowScoreCycles(ScoredCandidate candidate) => IsLow(candidate) ? candidate.Token!.LowScoreCycles + 1 : 0;

    private bool IsLow(ScoredCandidate candidate) =>
        candidate.Total < _options.PauseBelowScore && Figures.Score(candidate.Highest) < _options.PauseBelowScore;

    // Gets whether a token leaves by its rank: below the last place that may be kept, even with the best values of its missing inputs.
    private bool IsRankedOut(ScoredCandidate candidate, IReadOnlyList<ScoredCandidate> ranked) =>
        candidate.SlotRank > _options.KeepRank
        && Ranking.SlotRankAt(ranked, candidate, Figures.Score(candidate.Highest)) > _options.KeepRank;

    private (ScoreAction Action, Reason Reason) DecideIncumbent(
        ScoredCandidate candidate, IReadOnlyList<ScoredCandidate> ranked)
    {
        var token = candidate.Token!;
        if (!candidate.HasGoodData)
        {
            var missing = token.MissingDataCycles + 1;
            return missing >= DataStale.After
                ? (ScoreAction.Skip, new Reason(ReasonCodes.DataStale, Text($"no usable data for {missing} cycles")))
                : (ScoreAction.Skip, new Reason(ReasonCodes.DataMissing, MissingText(candidate)));
        }

        if (token.IsPermanent)
        {
            return (ScoreAction.Keep, new Reason(ReasonCodes.Permanent));
        }

        Reason? leave = IsRankedOut(candidate, ranked)
            ? new Reason(ReasonCodes.RankOut, Text($"slot rank {candidate.SlotRank} is past {_options.KeepRank}"))
            : IsLow(candidate) && LowScoreCycles(candidate) >= _options.PauseAfterCycles
                ? new Reason(
                    ReasonCodes.ScoreLow,
                    Text($"Score below {_options.PauseBelowScore:0.##} for {_options.PauseAfterCycles} cycles"))
                : null;
        if (leave is null)
        {
            return (ScoreAction.Keep, new Reason(ReasonCodes.RankKept, Text($"slot rank {candidate.SlotRank}")));
        }

        return token.StatusCycles < _damping.MinDwellCycles && !IsDraining(candidate)
            ? (
                ScoreAction.Keep,
                new Reason(
                    ReasonCodes.Dwell,
                    Text($"{token.StatusCycles} of {_damping.MinDwellCycles} cycles, despite {leave.Value.Code}")))
            : (ScoreAction.Remove, leave.Value);
    }

    // The dwell time after an entry does not keep a token active that lost half of its liquidity within the hour.
    private bool IsDraining(ScoredCandidate candidate) =>
        state.PeakLiquidityUsd.TryGetValue(candidate.Facts.Address, out var peak)
        && candidate.Facts.LiquidityUsd is { } now
        && now < (double)peak / 2;

    private Reason DecideNewcomer(ScoredCandidate candidate)
    {
        if (!candidate.HasGoodData)
        {
            return new Reason(ReasonCodes.DataMissing, MissingText(candidate));
        }

        // A tracked token does not leave by a gate whose value is unknown. A paused token that would return has to meet the stricter
        // conditions of an entry, so an unknown value keeps it out.
        if (candidate.Token is not null && Gates.EntryOnUnknown(candidate.Facts, all) is { } unknown)
        {
            return unknown;
        }

        if (candidate.SlotRank > _options.ActiveSlots)
        {
            return new Reason(ReasonCodes.RankOut, candidate.IsRankExact
                ? Text($"slot rank {candidate.SlotRank} is past {_options.ActiveSlots}")
                : Text($"slot rank {candidate.SlotRank} or worse is past {_options.ActiveSlots}"));
        }

        if (candidate.Total < EntryLine)
        {
            return new Reason(ReasonCodes.ScoreLow, Text($"score {candidate.Total:0.00} is below {EntryLine:0.##}"));
        }

        if (candidate.Token is { Status: TokenStatus.Paused } paused && paused.StatusCycles < _damping.CoolDownCycles)
        {
            return new Reason(ReasonCodes.CoolDown, Text($"{paused.StatusCycles} of {_damping.CoolDownCycles} cycles"));
        }

        var confirmed = state.WarmUpCycles.GetValueOrDefault(candidate.Facts.Address) + 1;
        return confirmed < _damping.ConfirmationCycles
            ? new Reason(ReasonCodes.WarmUp, Text($"{confirmed} of {_damping.ConfirmationCycles} cycles"))
            : new Reason(ReasonCodes.RankIn, Text($"slot rank {candidate.SlotRank}"));
    }

    private void FillSlots(IReadOnlyList<ScoredCandidate> ranked, int gatedIncumbents)
    {
        // Active tokens without data stay active and keep their slots, because an outage must not free slots.
        var active = state.Tokens.Count(static token => token is { Status: TokenStatus.Active, IsPermanent: false });
        var taken = active - gatedIncumbents - ranked.Count(static candidate => candidate.Action == ScoreAction.Remove);
        var worst = ranked.LastOrDefault(
            static candidate => candidate is { Action: ScoreAction.Keep, IsPermanent: false, HasGoodData: true });
        foreach (var candidate in ranked)
        {
            if (candidate.Reason.Code != ReasonCodes.RankIn)
            {
                continue;
            }

            if (taken >= _options.KeepRank)
            {
                candidate.Reason = new Reason(ReasonCodes.NoSlot, Text($"{taken} of {_options.KeepRank} slots are taken"));
            }
            else if (_damping.IncumbentMargin > 0
                && taken >= _options.ActiveSlots
                && worst is not null
                && candidate.Total < worst.Total + _damping.IncumbentMargin)
            {
                candidate.Reason = new Reason(
                    ReasonCodes.IncumbentKept,
                    Text($"{candidate.Total:0.00} does not lead {worst.Total:0.00} by {_damping.IncumbentMargin:0.##}"));
            }
            else
            {
                candidate.Action = ScoreAction.Add;
                taken++;
            }
        }
    }

    private static string MissingText(ScoredCandidate candidate) => candidate.Facts.FailedCalls.Count > 0
        ? Text($"failed calls: {string.Join(", ", candidate.Facts.FailedCalls)}")
        : Text($"coverage {candidate.Score.Coverage:0.00}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
