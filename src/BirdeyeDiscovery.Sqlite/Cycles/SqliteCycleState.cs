using Microsoft.Data.Sqlite;

namespace BirdeyeDiscovery;

/// <summary>Reads from SQLite what a cycle needs to know of earlier cycles.</summary>
internal static class SqliteCycleState
{
    public static CycleState Load(SqliteTransaction transaction, CycleStateQuery query, CancellationToken cancellationToken)
    {
        var peaks = transaction.List(
            SqliteScoreSql.Peaks,
            static row => KeyValuePair.Create(row.Text(0), row.Number(1)),
            cancellationToken,
            SqliteValue.Time(query.PeakSince),
            SqliteValue.Time(query.PeakUntil));
        var (last, latest, staged) = transaction.List(
            SqliteSnapshotSql.LastCycle, static row => (row.TimeOrNull(0), row.TimeOrNull(1), row.Int(2)), cancellationToken)[0];
        return new CycleState
        {
            LastCycle = last,
            LatestCycle = latest,
            StagedCycles = staged,
            Tokens = transaction.List(SqliteTokenSql.SelectAll, TokenRow.Map, cancellationToken),
            Migrations = SqliteMigrationSql.ReadAll(transaction, cancellationToken),
            PeakLiquidityUsd = new Dictionary<string, decimal>(peaks, StringComparer.Ordinal),
            WarmUpCycles = WarmUpRow.Streaks(query.WarmUpDepth > 0
                ? transaction.List(SqliteScoreSql.WarmUps, WarmUpRow.Map, cancellationToken, query.WarmUpDepth, ReasonCodes.WarmUp)
                : []),
        };
    }
}
