using System.Globalization;
using BirdeyeDiscovery;

namespace TradingBotHost;

/// <summary>
/// Runs the loop: a cycle, then the trades on it, then the record of their closes in the ledger. Each step can be repeated, so a kill
/// between any two steps loses nothing.
/// </summary>
internal sealed class TradingBot(
    IDiscoveryEngine engine,
    IDiscoveryHistory history,
    ITradeLedger ledger,
    ITrackedTokenStore tokens,
    Trader trader,
    BotStore store,
    SteppedClock clock,
    DateTimeOffset start)
{
    /// <summary>Gets the time between two cycles, which overrides the environment.</summary>
    public static TimeSpan Interval { get; } = TimeSpan.FromMinutes(2);

    /// <summary>Runs until the database contains this number of cycles.</summary>
    public async Task RunAsync(int cycles)
    {
        // After a restart, the newest cycle may not have been traded on yet, and closes may be missing in the ledger. Both are done first.
        var newest = await NewestAsync();
        while (true)
        {
            if (newest is { } cycle)
            {
                await TradeAsync(cycle);
                await RecordAsync();
                if (((cycle - start) / Interval) + 1 >= cycles)
                {
                    return;
                }
            }

            newest = await CycleAsync(newest is { } last ? last + Interval : start);
        }
    }

    private async Task<DateTimeOffset?> NewestAsync() =>
        (await history.GetSnapshotsAsync(1)) is [var snapshot] ? snapshot.CycleTimestamp : null;

    /// <summary>Runs the cycle that is due at a time.</summary>
    private async Task<DateTimeOffset?> CycleAsync(DateTimeOffset due)
    {
        clock.AdvanceTo(due);
        var result = await engine.RunCycleAsync();
        if (result.Status is CycleStatus.NotLeader or CycleStatus.ClockOff)
        {
            // Another bot uses this database, or a bot that was killed just now did. A lease runs in real time.
            await Task.Delay(TimeSpan.FromMilliseconds(250), TimeProvider.System);
            return await NewestAsync();
        }

        return result.LastCycle;
    }

    /// <summary>Trades on a cycle once: its trades and its progress are stored together.</summary>
    private async Task TradeAsync(DateTimeOffset cycle)
    {
        // Half-way to the next cycle, however long this one took: an empty cache makes a cycle longer, and that must not change the time of
        // the trades.
        clock.AdvanceTo(cycle + (Interval / 2));
        var (traded, eventId) = await store.ProgressAsync();
        if (traded < cycle || traded is null)
        {
            var (opened, closed, newEventId) = await trader.DecideAsync(cycle, eventId);
            await store.SaveAsync(cycle, newEventId, opened, closed);
            await TellAsync(cycle, opened, closed);
        }
    }

    /// <summary>Prints each trade with its symbol, price and result.</summary>
    private async Task TellAsync(DateTimeOffset cycle, List<Position> opened, List<Position> closed)
    {
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{cycle:yyyy-MM-dd HH:mm}Z: opened {opened.Count}, closed {closed.Count}"));
        if (opened.Count + closed.Count == 0)
        {
            return;
        }

        var symbols = (await tokens.GetTokensAsync([]))
            .ToDictionary(static token => token.Address, static token => token.Symbol, StringComparer.Ordinal);
        foreach (var trade in closed.Concat(opened))
        {
            Console.WriteLine("  " + TradeText.Of(trade, symbols.GetValueOrDefault(trade.Token, trade.Token)));
        }
    }

    /// <summary>
    /// Sends each closed position to the ledger until it is recorded. The ledger recognizes the id of a close that it already has.
    /// </summary>
    private async Task RecordAsync()
    {
        foreach (var position in await store.UnrecordedAsync())
        {
            var result = await ledger.RecordTradeClosedAsync(new TradeClose
            {
                TradeId = position.Id,
                TokenAddress = position.Token,
                StrategyType = position.Strategy,
                PnlUsd = position.PnlUsd!.Value,
                ReturnPct = position.PnlUsd / Trader.SizeUsd * 100,
                OpenedAt = position.OpenedAt,
                ClosedAt = position.ClosedAt!.Value,
            });
            if (result.Status == TradeCloseStatus.Conflict)
            {
                throw new InvalidOperationException(
                    $"The ledger has other figures of trade {position.Id}; the bot stops, because one of the two is wrong.");
            }

            await store.MarkRecordedAsync(position.Id);
        }
    }
}
