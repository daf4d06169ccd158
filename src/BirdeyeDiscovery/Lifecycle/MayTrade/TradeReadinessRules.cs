using System.Globalization;

namespace BirdeyeDiscovery;

/// <summary>Decides whether a bot may trade a token now. Pure.</summary>
internal static class TradeReadinessRules
{
    public static TradeReadiness Of(string address, TokenStanding standing, TimeSpan interval, DateTimeOffset now)
    {
        var reasons = new List<TradeBlockReason>();
        if (standing.MovedTo is { } moved)
        {
            Add(TradeBlock.Moved, $"moved to {moved}");
        }
        else if (standing.Token is null)
        {
            Add(TradeBlock.NotTracked, "not tracked");
        }

        DateTimeOffset? ready = null;
        if (standing.Token is { } token)
        {
            ready = token.Status == TokenStatus.Active ? token.ActivatedAt ?? TokenTransitions.ReadyAt(token) : null;
            AddStatus(token, ready, Add);
        }

        if (WhyNotRecent(standing, interval, now) is { } old)
        {
            Add(TradeBlock.NoRecentCycle, old);
        }

        return new TradeReadiness
        {
            Address = address,
            Reasons = reasons,
            Token = standing.Token,
            MovedTo = standing.MovedTo,
            ReadyAt = ready,
            LastGoodCycle = standing.LastGoodCycle,
            AsOf = now,
        };

        void Add(TradeBlock block, string message) => reasons.Add(new TradeBlockReason(block, message));
    }

    public static TradeReadiness Unknown(string address, DiscoveryStoreException failure, DateTimeOffset now) => new()
    {
        Address = address,
        Reasons = [new TradeBlockReason(TradeBlock.StoreUnknown, $"the store did not answer: {failure.Message}")],
        AsOf = now,
    };

    private static void AddStatus(TrackedToken token, DateTimeOffset? ready, Action<TradeBlock, string> add)
    {
        if (token.Status != TokenStatus.Active)
        {
            var word = token.Status == TokenStatus.Paused ? "paused" : "removed";
            var since = token.DeactivatedAt is { } at ? Text($" since {at:O}") : string.Empty;
            var by = token.HeldBy is { } operatorName ? $"by {operatorName}: {token.HoldReason}" : $"by the engine: {token.StatusReason}";
            add(token.Status == TokenStatus.Paused ? TradeBlock.Paused : TradeBlock.Removed, $"{word}{since} {by}");
        }
        else if (token.ActivatedAt is null)
        {
            add(TradeBlock.NotActivated, Text($"not activated: its history is full at {ready:O}"));
        }

        if (token.LastScoredAt is null && token.Status == TokenStatus.Active)
        {
            add(TradeBlock.DataStale, "no cycle has read usable data for it yet");
        }
        else if (token.MissingDataCycles >= DataStale.After)
        {
            add(TradeBlock.DataStale, Text($"no usable data for {token.MissingDataCycles} cycles"));
        }
    }

    // May-trade checks the age of the cycle by the clocks of both the bot and the store. If the bot's clock is behind, a dead leader's
    // cycle looks recent by it. The store's clock alone is not enough either, because it measures real time only.
    private static string? WhyNotRecent(TokenStanding standing, TimeSpan interval, DateTimeOffset now)
    {
        if (standing.LastGoodCycle is not { } last)
        {
            return "there was no good cycle yet";
        }

        // For the may-trade answer, a cycle that a budget stretched is recent until two of its own intervals are over.
        interval = standing.LastGoodCycleInterval is { } own && own > interval ? own : interval;
        var longest = 2 * Spacing(standing.LastGoodCycleTook, interval);
        var age = now - last;
        if (standing.LastGoodCycleAge is { } stored && stored > longest)
        {
            return Text($"the last good cycle was at {last:O}, and was committed {stored:c} ago by the store's clock");
        }

        if (age > longest)
        {
            return standing.LastGoodCycleAge is { } young && young >= TimeSpan.Zero
                ? Text($"the last good cycle was at {last:O}; by the store's clock it was committed {young:c} ago, ")
                    + "so this host's clock may be ahead"
                : Text($"the last good cycle was at {last:O}");
        }

        // The bot asks whether it may trade on a cycle that is in the future by its clock, and the store's clock does not give a usable age
        // either, so the age is unknown.
        return age < -interval && (standing.LastGoodCycleAge is not { } told || told < -interval)
            ? Text($"the last good cycle was at {last:O}, which is in the future")
            : null;
    }

    // Gets the time between two cycles for the may-trade answer: after a cycle that overran its interval, the next cycle begins with the
    // next interval. The caller allows twice this time, because one cycle may fail or be late.
    private static TimeSpan Spacing(TimeSpan took, TimeSpan interval) => Math.Max(1, Math.Ceiling(took / interval)) * interval;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
