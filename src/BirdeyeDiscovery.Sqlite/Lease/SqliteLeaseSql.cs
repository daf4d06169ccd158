using Microsoft.Data.Sqlite;

namespace BirdeyeDiscovery;

/// <summary>The SQL of <c>discovery_lease</c>: one row with the epoch that fences writes.</summary>
internal static class SqliteLeaseSql
{
    private const string SelectEpoch = "SELECT epoch FROM discovery_lease WHERE id = 1";
    private const string Raise = "UPDATE discovery_lease SET epoch = epoch + 1, holder = ?1, acquired_at = ?2 WHERE id = 1 RETURNING epoch";

    public static long ReadEpoch(SqliteTransaction transaction)
    {
        using var command = transaction.Query(SelectEpoch);
        return command.ExecuteScalar() as long?
            ?? throw new DiscoveryStoreException(
                "The row of discovery_lease is missing; restore it with an epoch above any in discovery_snapshots.");
    }

    public static long RaiseEpoch(SqliteTransaction transaction, string holder, string time)
    {
        using var command = transaction.Query(Raise, holder, time);
        return command.ExecuteScalar() as long?
            ?? throw new DiscoveryStoreException(
                "The row of discovery_lease is missing; restore it with an epoch above any in discovery_snapshots.");
    }
}
