namespace BirdeyeDiscovery.Outside.Tests;

/// <summary>Stores the closed trades.</summary>
internal sealed class MemoryTradeLedger(MemoryDatabase database) : ITradeLedger
{
    public ValueTask<TradeCloseResult> RecordTradeClosedAsync(TradeClose close, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(close);
        var stored = close.ToStored();
        return database.WriteAsync(tables => tables.Record(stored), cancellationToken);
    }

    public ValueTask<IReadOnlyList<TradeClose>> GetClosesAsync(
        string address, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken = default) =>
            database.ReadAsync<IReadOnlyList<TradeClose>>(
        tables =>
        {
            var addresses = tables.AddressesOf(TokenAddress.Normalize(address));
            return
            [
                .. tables.Trades.Select(static trade => trade.Close)
                    .Where(close => addresses.Contains(close.TokenAddress) && close.ClosedAt >= from && close.ClosedAt < to)
                    .OrderBy(static close => close.ClosedAt)
                    .ThenBy(static close => close.TradeId, StringComparer.Ordinal),
            ];
        },
        cancellationToken);

    public async ValueTask RebuildPerformanceAsync(CancellationToken cancellationToken = default) => await database.WriteAsync(
        static tables =>
        {
            foreach (var token in tables.Tokens)
            {
                tables.CountTrades(token.Address);
            }

            return true;
        },
        cancellationToken);
}
