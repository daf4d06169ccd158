using System.Globalization;
using BirdeyeDiscovery;

namespace TradingBotHost;

/// <summary>
/// Decides what to open and close on a cycle. It writes nothing, and a second call for the same cycle returns the same decision.
/// </summary>
internal sealed class Trader(
    IDiscoveryHistory history,
    ITrackedTokenStore tokens,
    ITokenLifecycle lifecycle,
    IStrategyRegistry<RsiEmaStrategy> strategies,
    CandleSource candles,
    BotStore store)
{
    /// <summary>The size of each position.</summary>
    public const decimal SizeUsd = 1_000;

    /// <summary>The cost of buying and selling together, as a fraction of the size.</summary>
    private const double Fees = 0.005;

    private const int MaxPositions = 5;

    public async Task<(List<Position> Opened, List<Position> Closed, long EventId)> DecideAsync(DateTimeOffset cycle, long eventId)
    {
        await strategies.RefreshAsync();
        var (gone, lastEvent) = await ReadFeedAsync(eventId);
        var open = await store.OpenPositionsAsync();
        var closed = new List<Position>();
        foreach (var position in open)
        {
            if (await ExitAsync(position, cycle, gone) is { } exit)
            {
                closed.Add(exit);
            }
        }

        var opened = new List<Position>();
        foreach (var token in (await tokens.GetTokensAsync([TokenStatus.Active], default))
            .OrderBy(static token => token.Address, StringComparer.Ordinal))
        {
            if (open.Count - closed.Count + opened.Count < MaxPositions
                && open.TrueForAll(position => position.Token != token.Address)
                && await EnterAsync(token.Address, cycle) is { } entry)
            {
                opened.Add(entry);
            }
        }

        return (opened, closed, lastEvent);
    }

    /// <summary>
    /// Reads the events of tokens since the last call. A bot that runs in real time follows <see cref="ILifecycleFeed"/> instead, which
    /// returns the same events without end.
    /// </summary>
    private async Task<(HashSet<string> Gone, long LastEvent)> ReadFeedAsync(long lastEvent)
    {
        var gone = new HashSet<string>(StringComparer.Ordinal);
        while (await history.GetEventsAsync(lastEvent, 500) is { Count: > 0 } page)
        {
            foreach (var item in page)
            {
                // A paused token gets no new position, because MayTradeAsync refuses it; its open position keeps its own exits. Only a
                // token that left permanently is sold at once.
                var leaves = item.EventType is LifecycleEventType.Removed or LifecycleEventType.Migrated;
                _ = leaves ? gone.Add(item.TokenAddress) : item.ToStatus == TokenStatus.Active && gone.Remove(item.TokenAddress);
                lastEvent = item.Id;
            }
        }

        return (gone, lastEvent);
    }

    private async Task<Position?> ExitAsync(Position position, DateTimeOffset cycle, HashSet<string> gone)
    {
        var closed = await candles.ClosedAsync(position.Token, cycle);
        if (closed.Count == 0)
        {
            // Without a price the position stays open until there is one.
            return null;
        }

        var price = closed[^1].Close;
        using var strategy = strategies.Borrow(position.Token);
        var reason = gone.Contains(position.Token) ? "token left"
            : price <= position.StopPrice ? "stop"
            : price >= position.TargetPrice ? "target"
            : cycle >= position.ExpiresAt ? "time"
            : IsNews(closed, cycle) && strategy?.Instance.WantsOut(closed) == true ? "signal"
            : null;
        if (reason is null)
        {
            return null;
        }

        // The target is a limit order: it is filled at its price, however far the market jumped.
        var exit = Math.Min(price, position.TargetPrice);
        var pnl = (double)SizeUsd * ((exit / position.EntryPrice) - 1 - Fees);
        return position with { ClosedAt = cycle, ExitPrice = exit, PnlUsd = Math.Round((decimal)pnl, 2), CloseReason = reason };
    }

    private async Task<Position?> EnterAsync(string token, DateTimeOffset cycle)
    {
        using var strategy = strategies.Borrow(token);
        if (strategy is null || !(await lifecycle.MayTradeAsync(token)).IsAllowed)
        {
            return null;
        }

        var closed = await candles.ClosedAsync(token, cycle);
        if (!IsNews(closed, cycle) || !strategy.Instance.WantsIn(closed))
        {
            return null;
        }

        var (price, config) = (closed[^1].Close, strategy.Instance.Config);
        return new Position
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"{token}@{cycle:yyyyMMdd'T'HHmmss'Z'}"),
            Token = token,
            Strategy = strategy.Strategy.StrategyType,
            OpenedAt = cycle,
            EntryPrice = price,
            StopPrice = price * (1 - (config.StopLossPct / 100)),
            TargetPrice = price * (1 + (config.TakeProfitPct / 100)),
            ExpiresAt = cycle + TimeSpan.FromMinutes(config.MaxHoldMinutes),
        };
    }

    // Cycles are shorter than candles, so only the first cycle after a candle closed has a new candle.
    private static bool IsNews(IReadOnlyList<Candle> closed, DateTimeOffset cycle) =>
        closed.Count > 0
            && cycle - DateTimeOffset.FromUnixTimeSeconds(closed[^1].Timestamp + (long)CandleInterval.FiveMinutes)
                < TimeSpan.FromMinutes(2);
}
