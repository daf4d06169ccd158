namespace BirdeyeDiscovery;

/// <summary>The SQL of retention.</summary>
internal static class SqliteRetentionSql
{
    /// <summary>
    /// Gets the id of the newest old snapshot, for retention. Snapshots are never deleted. The id limits the search for their rows, which
    /// have an index by snapshot and none by time alone.
    /// </summary>
    public const string NewestBefore = "SELECT max(id) FROM discovery_snapshots WHERE cycle_timestamp < ?1;";

    /// <summary>
    /// Selects the pauses of discovery for retention: those longer than ?2 days between the cycles up to ?1, newest first.
    /// </summary>
    public const string Pauses =
        """
        SELECT before, cycle_timestamp
        FROM (
            SELECT cycle_timestamp, lag(cycle_timestamp) OVER (ORDER BY cycle_timestamp) AS before
            FROM discovery_snapshots
            WHERE cycle_timestamp <= ?1)
        WHERE julianday(cycle_timestamp) - julianday(before) > ?2
        ORDER BY cycle_timestamp DESC;
        """;

    /// <summary>
    /// Selects the stored inputs that retention must not delete yet: those that are complete (<c>BDIK</c>) and on which inputs of the hour
    /// after the bound may build.
    /// </summary>
    private const string StillNeeded = "substr(block, 1, 4) = X'4244494B' AND created_at >= strftime('%Y-%m-%dT%H:%M:%fZ', ?1, '-1 hour')";

    /// <summary>
    /// Deletes in a retention batch at most ?3 rows of cycles before ?1 whose snapshots have ids up to ?2. The names of the table and the
    /// key come from this library.
    /// </summary>
    public static string DeleteBatch(string table, string key) =>
        $"""
        DELETE FROM {table} WHERE {key} IN (
            SELECT {key} FROM {table} WHERE snapshot_id <= ?2 AND created_at < ?1
            {(table == "cycle_inputs" ? $" AND NOT ({StillNeeded})" : "")} LIMIT ?3);
        """;
}
