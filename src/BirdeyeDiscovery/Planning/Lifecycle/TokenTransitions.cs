using System.Globalization;

namespace BirdeyeDiscovery;

/// <summary>
/// The legal transitions of the status machine, each as the new row and its events. Every change of a status uses this class.
/// </summary>
internal static class TokenTransitions
{
    /// <summary>The history that a token needs for its transition to activated: the five-minute buckets of one day, by time.</summary>
    private static readonly TimeSpan History = TimeSpan.FromDays(1);

    /// <summary>A token enters: it was never seen, or returns after its removal. A paused token resumes instead.</summary>
    public static TokenChange Enter(ScoredCandidate candidate, StrategyChoice strategy, StrategyOptions strategies, DateTimeOffset now)
    {
        var facts = candidate.Facts;
        var category = CategoryRules.Classify(facts.FdvUsd, facts.LiquidityUsd, strategies);
        var reason = candidate.Reason.ToString();
        var fresh = new TrackedToken
        {
            Address = facts.Address,
            Symbol = facts.Symbol,
            Name = facts.Name,
            Category = category,
            FdvUsd = Figures.Usd(facts.FdvUsd),
            LiquidityUsd = Figures.Usd(facts.LiquidityUsd),
            DiscoveredAt = now,
            DiscoveryScore = candidate.Total,
            DiscoveryRank = candidate.ExactRank,
            Status = TokenStatus.Active,
            StatusReason = reason,
            StrategyType = strategy.StrategyType,
            StrategyConfig = strategy.StrategyConfig,
            LastScoredAt = now,
            CreatedAt = now,
            UpdatedAt = now,
        };
        if (candidate.Token is not { } known)
        {
            return new TokenChange(fresh, [Event(fresh, LifecycleEventType.Added, null, TokenStatus.Active, reason, now)]);
        }

        var again = fresh with
        {
            Id = known.Id,
            Revision = known.Revision,
            IsPermanent = known.IsPermanent,
            StrategyType = known.StrategyType,
            StrategyConfig = known.StrategyConfig,
            StrategyVersion = known.StrategyVersion,
            StrategyByHand = known.StrategyByHand,
            TradesCount = known.TradesCount,
            WinCount = known.WinCount,
            TotalPnlUsd = known.TotalPnlUsd,
            CreatedAt = known.CreatedAt,
        };
        return Assign(
            new TokenChange(again, [Event(again, LifecycleEventType.Added, known.Status, TokenStatus.Active, reason, now)]),
            strategy,
            "returned",
            now);
    }

    /// <summary>
    /// The lifecycle change that assigns the strategy that the policy chose to a stored token, unless it equals the present one or a person
    /// set the present one.
    /// </summary>
    public static TokenChange Assign(TokenChange change, StrategyChoice choice, string why, DateTimeOffset now)
    {
        var token = change.Token;
        if (token.StrategyByHand
            || (choice.StrategyType == token.StrategyType && StrategyChangeRules.AreEqual(choice.StrategyConfig, token.StrategyConfig)))
        {
            return change;
        }

        var reason = new Reason(ReasonCodes.StrategyAssigned, $"{why}, {StoredText.Of(token.Category)}: {choice.StrategyType}").ToString();
        var assigned = token with
        {
            StrategyType = choice.StrategyType,
            StrategyConfig = choice.StrategyConfig,
            StrategyVersion = token.StrategyVersion + 1
        };
        return new TokenChange(assigned, [.. change.Events, Event(assigned, LifecycleEventType.StrategyChanged, null, null, reason, now)])
        {
            Strategy = new StrategyAssignment(token.Address, token.StrategyVersion, choice.StrategyType, choice.StrategyConfig, reason),
        };
    }

    /// <summary>The transition of a paused token that becomes active again and keeps all of its stored data.</summary>
    public static TokenChange Resume(TrackedToken token, Reason reason, DateTimeOffset now)
    {
        var resumed = token with
        {
            Status = TokenStatus.Active,
            StatusReason = reason.ToString(),
            DeactivatedAt = null,
            LastScoredAt = now,
            LowScoreCycles = 0,
            MissingDataCycles = 0,
            StatusCycles = 0,
            UpdatedAt = now,
        };
        return new TokenChange(
            resumed,
            [Event(resumed, LifecycleEventType.Resumed, token.Status, TokenStatus.Active, reason.ToString(), now)]);
    }

    /// <summary>The transition of an active token that leaves the active set.</summary>
    public static TokenChange Pause(TrackedToken token, Reason reason, DateTimeOffset now)
    {
        var paused = token with
        {
            Status = TokenStatus.Paused,
            StatusReason = reason.ToString(),
            DeactivatedAt = now,
            StatusCycles = 0,
            UpdatedAt = now,
        };
        return new TokenChange(
            paused,
            [Event(paused, LifecycleEventType.Paused, token.Status, TokenStatus.Paused, reason.ToString(), now)]);
    }

    /// <summary>The transition that removes a paused and flat token, whose row is kept for its history only.</summary>
    public static TokenChange Remove(TrackedToken token, TimeSpan after, DateTimeOffset now) =>
        Remove(
            token,
            new Reason(ReasonCodes.Expired, string.Create(CultureInfo.InvariantCulture, $"paused for {after:c} and flat")).ToString(),
            now);

    private static TokenChange Remove(TrackedToken token, string reason, DateTimeOffset now)
    {
        var removed = token with { Status = TokenStatus.Removed, StatusReason = reason, StatusCycles = 0, UpdatedAt = now };
        return new TokenChange(removed, [Event(removed, LifecycleEventType.Removed, token.Status, TokenStatus.Removed, reason, now)]);
    }

    /// <summary>The transition of the status machine by which a person makes a paused token active again; nothing was scored.</summary>
    public static TokenChange ResumeByHand(TrackedToken token, Reason reason, DateTimeOffset now)
    {
        var change = Resume(token, reason, now);
        return change with { Token = change.Token with { LastScoredAt = token.LastScoredAt, HeldBy = null, HoldReason = null } };
    }

    /// <summary>The transition by which a person removes a paused token.</summary>
    public static TokenChange RemoveByHand(TrackedToken token, Reason reason, DateTimeOffset now) => Remove(token, reason.ToString(), now);

    /// <summary>
    /// The transition by which a person starts tracking a token of which nothing is known yet; the first good cycle completes the row.
    /// </summary>
    public static TokenChange EnterByHand(TrackedToken token, Reason reason, DateTimeOffset now)
    {
        var fresh = token with
        {
            DiscoveredAt = now,
            Status = TokenStatus.Active,
            StatusReason = reason.ToString(),
            CreatedAt = now,
            UpdatedAt = now,
        };
        return new TokenChange(fresh, [Event(fresh, LifecycleEventType.Added, null, TokenStatus.Active, reason.ToString(), now)]);
    }

    /// <summary>
    /// The transition by which a person makes a removed token active again: like an entering token of which nothing is known yet.
    /// </summary>
    public static TokenChange ReturnByHand(TrackedToken token, Reason reason, DateTimeOffset now)
    {
        var back = token with
        {
            FdvUsd = null,
            LiquidityUsd = null,
            DiscoveredAt = now,
            DiscoveryScore = null,
            DiscoveryRank = null,
            Status = TokenStatus.Active,
            StatusReason = reason.ToString(),
            HeldBy = null,
            HoldReason = null,
            ActivatedAt = null,
            DeactivatedAt = null,
            LastScoredAt = null,
            LowScoreCycles = 0,
            MissingDataCycles = 0,
            StatusCycles = 0,
            FirstCandleAt = null,
            UpdatedAt = now,
        };
        return new TokenChange(back, [Event(back, LifecycleEventType.Added, token.Status, TokenStatus.Active, reason.ToString(), now)]);
    }

    /// <summary>The transition of a token that is a seed: it becomes permanent, and active if it was not.</summary>
    public static TokenChange Adopt(TrackedToken token, DateTimeOffset now)
    {
        var reason = new Reason(ReasonCodes.Seed, "was tracked already, is permanent from now on");
        var permanent = token with { IsPermanent = true, LowScoreCycles = 0, UpdatedAt = now };
        return token.Status switch
        {
            TokenStatus.Paused => ResumeByHand(permanent, reason, now),
            TokenStatus.Removed => ReturnByHand(permanent, reason, now),
            _ =>
                new TokenChange(
                    permanent with { StatusReason = reason.ToString() },
                    [Event(permanent, LifecycleEventType.Added, null, null, reason.ToString(), now)]),
        };
    }

    /// <summary>The transition of a paused token that a person pinned by SQL: it becomes active.</summary>
    public static TokenChange ResumePinned(TrackedToken token, DateTimeOffset now) =>
        ResumeByHand(token, new Reason(ReasonCodes.ByHand, "pinned by SQL"), now);

    /// <summary>The transition of a token that migrates: it continues under another address; the event has the previous one.</summary>
    public static TokenChange Migrate(TrackedToken token, string address, Reason reason, DateTimeOffset now) =>
        new(
            token with { Address = address, UpdatedAt = now },
            [Event(token, LifecycleEventType.Migrated, null, null, reason.ToString(), now)]);

    /// <summary>
    /// The time at which an entered token has the history that its transition to activated needs, as far as its candles are known.
    /// </summary>
    public static DateTimeOffset ReadyAt(TrackedToken token)
    {
        var historyFull = (token.FirstCandleAt ?? token.DiscoveredAt) + History;
        return historyFull > token.DiscoveredAt ? historyFull : token.DiscoveredAt;
    }

    /// <summary>
    /// Adds to a lifecycle change what this cycle learned of the token's history and, when that is long enough at the start of the cycle,
    /// the activation.
    /// </summary>
    public static TokenChange WithHistory(TokenChange change, DateTimeOffset? firstCandle, TransitionTimes times)
    {
        var token = change.Token;
        if (token.Status != TokenStatus.Active || token.ActivatedAt is not null)
        {
            return change;
        }

        // The clock of the host that stored the tracked token was ahead. Without the correction, the transition to activated could not
        // happen before that future time. A person may have entered the token while the cycle ran, which is no fault of a clock.
        var now = times.For(token);
        if (token.DiscoveredAt > now)
        {
            token = token with { DiscoveredAt = now, UpdatedAt = now };
            change = change with { Token = token };
        }

        if (firstCandle is { } read && (token.FirstCandleAt is not { } stored || read < stored))
        {
            token = token with { FirstCandleAt = read };
        }

        // The transition to activated compares with the start of the cycle. The time of the row may be ahead of it, and the history would
        // not be complete yet.
        var ready = ReadyAt(token);
        if (ready > times.Start)
        {
            return change with { Token = token };
        }

        var activated = Event(token, LifecycleEventType.Activated, null, null, ReasonCodes.Activated, now);
        return change with { Token = token with { ActivatedAt = ready }, Events = [.. change.Events, activated] };
    }

    private static LifecycleEvent Event(
        TrackedToken token, LifecycleEventType type, TokenStatus? from, TokenStatus? to, string reason, DateTimeOffset now) => new()
        {
            TokenAddress = token.Address,
            EventType = type,
            FromStatus = from,
            ToStatus = to,
            Reason = reason,
            CreatedAt = now,
        };
}
