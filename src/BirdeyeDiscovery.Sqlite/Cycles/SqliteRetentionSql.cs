namespace BirdeyeDiscovery;

/// <summary>The SQL of retention.</summary>
internal static class SqliteRetentionSql
{
    /// <summary>Snapshots are never deleted; the number of the newest old one bounds the search for their rows, which have an index by snapshot and none by time alone.</summary>
    public const string NewestBefore = "SELECT max(id) FROM discovery_snapshots WHERE cycle_timestamp < ?1;";

    /// <summary>Deletes at most ?3 rows of cycles before ?1, whose snapshots have numbers up to ?2. The names are ours.</summary>
    public static string DeleteBatch(string table, string key) =>
        $"DELETE FROM {table} WHERE {key} IN (SELECT {key} FROM {table} WHERE snapshot_id <= ?2 AND created_at < ?1 LIMIT ?3);";
}
