using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;

namespace BirdeyeDiscovery;

/// <summary>The SQL of the leader's lease (<c>discovery_lease</c>): one row with the epoch that fences writes.</summary>
internal static class SqliteLeaseSql
{
    private const string SelectEpoch = "SELECT epoch FROM discovery_lease WHERE id = 1";
    private const string SelectHolder =
        "SELECT epoch, holder, acquired_at FROM discovery_lease WHERE id = 1 AND holder <> '' AND acquired_at IS NOT NULL";

    private const string Raise = "UPDATE discovery_lease SET epoch = epoch + 1, holder = ?1, acquired_at = ?2 WHERE id = 1 RETURNING epoch";

    private const string SelectFirstScript = "SELECT applied_at FROM discovery_schema_versions WHERE version = 1";

    /// <summary>
    /// The name of the store in the lease comes from the time at which the schema was made and from the file; a copy of the file is another
    /// store.
    /// </summary>
    public static string? ReadStoreId(SqliteTransaction transaction, string path)
    {
        using var command = transaction.Query(SelectFirstScript);
        return command.ExecuteScalar() is string made
            ? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{made} {Path.GetFullPath(path)}")).AsSpan(0, 12))
            : null;
    }

    public static long ReadEpoch(SqliteTransaction transaction)
    {
        using var command = transaction.Query(SelectEpoch);
        return command.ExecuteScalar() as long?
            ?? throw new DiscoveryStoreException(
                "The row of discovery_lease is missing; restore it with an epoch above any in discovery_snapshots.");
    }

    /// <summary>Reads the holder that the row of the lease names, with its epoch and the time at which it took the lease.</summary>
    public static (long Epoch, string Name, DateTimeOffset Since)? ReadHolder(SqliteTransaction transaction)
    {
        using var command = transaction.Query(SelectHolder);
        using var reader = command.ExecuteReader();
        return reader.Read() ? (reader.GetInt64(0), reader.GetString(1), SqliteValue.ParseTime(reader.GetString(2))) : null;
    }

    public static long RaiseEpoch(SqliteTransaction transaction, string holder, string time)
    {
        using var command = transaction.Query(Raise, holder, time);
        return command.ExecuteScalar() as long?
            ?? throw new DiscoveryStoreException(
                "The row of discovery_lease is missing; restore it with an epoch above any in discovery_snapshots.");
    }
}
