using System.Collections.Immutable;

namespace BirdeyeDiscovery.Outside.Tests;

internal sealed partial record MemoryTables
{
    public ImmutableList<MemoryTrade> Trades { get; private set; } = [];

    /// <summary>Gets the address to which each address migrated, one step only.</summary>
    public ImmutableDictionary<string, string> Migrations { get; private set; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Gets the daily rows, which are computed from the closes whenever they are read.</summary>
    public IEnumerable<StrategyPerformance> Days => Trades.Where(static trade => trade.Category is not null)
        .GroupBy(static trade =>
            (trade.Close.TokenAddress, trade.Category, trade.Close.StrategyType, trade.Close.ClosedAt.UtcDateTime.Date))
        .Select(static day => StrategyPerformance.FromCloses(day.Key.Category!.Value, day.Select(static trade => trade.Close)));

    public void Migrate(string oldAddress, string newAddress) => Migrations = Migrations.Add(oldAddress, newAddress);

    /// <summary>Follows the migrations to the last address; an address that leads into a circle is its own last one.</summary>
    public string Resolve(string address)
    {
        var (last, steps) = (address, 0);
        while (Migrations.TryGetValue(last, out var next))
        {
            if (++steps > Migrations.Count)
            {
                return address;
            }

            last = next;
        }

        return last;
    }

    /// <summary>Gets all addresses that a token has had, found from any of them.</summary>
    public HashSet<string> AddressesOf(string address)
    {
        var found = new HashSet<string>(StringComparer.Ordinal) { address };
        while (Migrations.Any(step => found.Contains(step.Key) ? found.Add(step.Value) : found.Contains(step.Value) && found.Add(step.Key)))
        {
        }

        return found;
    }

    public TradeCloseResult Record(TradeClose close)
    {
        if (Trades.Find(trade => trade.Close.TradeId == close.TradeId) is { Close: var stored })
        {
            return new(stored == close ? TradeCloseStatus.AlreadyRecorded : TradeCloseStatus.Conflict, stored);
        }

        var token = Find(Resolve(close.TokenAddress));
        var version = VersionsOf(close.TokenAddress).FirstOrDefault(version => version.ChangedAt <= close.OpenedAt);
        Trades = Trades.Add(new(close, token?.Category, version?.StrategyType == close.StrategyType ? version.Version : null));
        if (token is not null)
        {
            SetTotals(token, new TradeTotals(token.TradesCount, token.WinCount, token.TotalPnlUsd).Count(close));
        }

        return new(TradeCloseStatus.Recorded, close);
    }

    /// <summary>Computes the counters of a token from its trades. Trades that were not counted yet get the token's category.</summary>
    public void CountTrades(string address)
    {
        var token = Find(address)!;
        Trades = [.. Trades.Select(trade =>
            Resolve(trade.Close.TokenAddress) == address ? trade with { Category = trade.Category ?? token.Category } : trade)];
        SetTotals(token, Totals(Trades.Where(trade => Resolve(trade.Close.TokenAddress) == address)));
    }

    public static TradeTotals Totals(IEnumerable<MemoryTrade> trades) =>
        trades.Aggregate(default(TradeTotals), static (sum, trade) => sum.Add(trade.Close.PnlUsd));

    private void SetTotals(TrackedToken token, TradeTotals totals) => Replace(token with
    {
        TradesCount = totals.TradesCount,
        WinCount = totals.WinCount,
        TotalPnlUsd = totals.Held().PnlUsd,
    });
}
