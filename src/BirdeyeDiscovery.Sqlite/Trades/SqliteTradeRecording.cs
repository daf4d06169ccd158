using Microsoft.Data.Sqlite;

namespace BirdeyeDiscovery;

/// <summary>Records a closed trade in a write transaction.</summary>
internal static class SqliteTradeRecording
{
    public static TradeCloseResult Run(SqliteTransaction transaction, TradeClose close, string now, CancellationToken cancellationToken)
    {
        var address = SqliteMigrationSql.Resolve(transaction, close.TokenAddress);
        var tracked = SqliteTradeSql.ReadCounters(transaction, address, cancellationToken);
        if (!SqliteTradeSql.TryWrite(transaction, close, tracked?.Category, now))
        {
            var stored = transaction.List(SqliteTradeSql.SelectById, TradeRow.Map, cancellationToken, close.TradeId)[0];
            return new TradeCloseResult(stored == close ? TradeCloseStatus.AlreadyRecorded : TradeCloseStatus.Conflict, stored);
        }

        if (tracked is { } token)
        {
            SqliteTradeSql.WriteCounters(transaction, address, token.Totals.Count(close), now);
            SqliteTradeDays.Write(
                transaction,
                close.TokenAddress,
                token.Category,
                close.StrategyType,
                close.ClosedAt,
                now,
                cancellationToken);
        }

        return new TradeCloseResult(TradeCloseStatus.Recorded, close);
    }
}
