using System.Globalization;

namespace BirdeyeDiscovery;

/// <summary>Weighs what is known of a token. Pure.</summary>
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

        if (standing.LastGoodCycle is not { } last || now - last > 2 * Spacing(standing.LastGoodCycleTook, interval))
        {
            Add(TradeBlock.NoRecentCycle, standing.LastGoodCycle is { } old ? Text($"the last good cycle was at {old:O}") : "there was no good cycle yet");
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

        if (token.MissingDataCycles >= DataStale.After)
        {
            add(TradeBlock.DataStale, Text($"no usable data for {token.MissingDataCycles} cycles"));
        }
    }

    // Twice the time between two cycles: one may fail or be late. Of cycles that overrun their interval the next one begins when the next interval after their end does.
    private static TimeSpan Spacing(TimeSpan took, TimeSpan interval) => Math.Max(1, Math.Ceiling(took / interval)) * interval;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
