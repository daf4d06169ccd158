namespace BirdeyeDiscovery;

/// <summary>The SQL of retention.</summary>
internal static class SqliteRetentionSql
{
    /// <summary>Snapshots are never deleted; the number of the newest old one bounds the search for their rows, which have an index by snapshot and none by time alone.</summary>
    public const string NewestBefore = "SELECT max(id) FROM discovery_snapshots WHERE cycle_timestamp < ?1;";

    /// <summary>
    /// Which inputs are not dropped yet: those that stand by themselves (<c>BDIK</c>) and that inputs of the hour after the bound may build on.
    /// </summary>
    private const string StillNeeded = "substr(block, 1, 4) = X'4244494B' AND created_at >= strftime('%Y-%m-%dT%H:%M:%fZ', ?1, '-1 hour')";

    /// <summary>Deletes at most ?3 rows of cycles before ?1, whose snapshots have numbers up to ?2. The names are ours.</summary>
    public static string DeleteBatch(string table, string key) =>
        $"""
        DELETE FROM {table} WHERE {key} IN (
            SELECT {key} FROM {table} WHERE snapshot_id <= ?2 AND created_at < ?1{(table == "cycle_inputs" ? $" AND NOT ({StillNeeded})" : "")} LIMIT ?3);
        """;
}
