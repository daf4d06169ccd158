using Microsoft.Data.Sqlite;

namespace BirdeyeDiscovery;

/// <summary>Reads what a cycle needs to know of those before it.</summary>
internal static class SqliteCycleState
{
    public static CycleState Load(SqliteConnection connection, CycleStateQuery query, CancellationToken cancellationToken)
    {
        using var last = connection.Query(SqliteSnapshotSql.LastCycle);
        using var tokens = connection.Query(SqliteTokenSql.SelectAll);
        var (lastCycle, latest) = last.ReadAll(static row => (row.ReadTimeOrNull(0), row.ReadTimeOrNull(1)), cancellationToken)[0];
        return new CycleState
        {
            LastCycle = lastCycle,
            LatestCycle = latest,
            Tokens = tokens.ReadAll(SqliteTokenSql.Map, cancellationToken),
            Migrations = SqliteMigrationSql.ReadAll(connection, cancellationToken),
            PeakLiquidityUsd = Peaks(connection, query, cancellationToken),
            WarmUpCycles = query.WarmUpDepth > 0 ? WarmUps(connection, query.WarmUpDepth, cancellationToken) : new Dictionary<string, int>(),
        };
    }

    private static Dictionary<string, decimal> Peaks(SqliteConnection connection, CycleStateQuery query, CancellationToken cancellationToken)
    {
        using var command = connection.Query(SqliteScoreSql.Peaks, SqliteValue.Time(query.PeakSince), SqliteValue.Time(query.PeakUntil));
        return command.ReadAll(row => (Address: row.GetString(0), Peak: row.ReadReal(1)), cancellationToken)
            .ToDictionary(row => row.Address, row => row.Peak, StringComparer.Ordinal);
    }

    private static Dictionary<string, int> WarmUps(SqliteConnection connection, int depth, CancellationToken cancellationToken)
    {
        using var command = connection.Query(SqliteScoreSql.WarmUps, depth, ReasonCodes.WarmUp);
        var streaks = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (address, age) in command.ReadAll(row => (row.GetString(0), row.GetInt32(1)), cancellationToken))
        {
            // A streak ends at the newest good cycle: age 1 starts it, and only the next age goes on.
            if (age == streaks.GetValueOrDefault(address) + 1)
            {
                streaks[address] = age;
            }
        }

        return streaks;
    }
}
