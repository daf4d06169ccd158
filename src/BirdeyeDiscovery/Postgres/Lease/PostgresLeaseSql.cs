namespace BirdeyeDiscovery;

/// <summary>The SQL of the lease: one row with epoch, holder and expiry, all times by the database's clock.</summary>
internal sealed class PostgresLeaseSql(string schema) : IPostgresSql<PostgresLeaseSql>
{
    /// <summary>Gets the epoch and keeps the row locked until the end of the transaction: no take-over gets in between, and writers of events come one after another.</summary>
    public string LockEpoch { get; init; } = $"SELECT epoch FROM {schema}.discovery_lease WHERE id = 1 FOR NO KEY UPDATE";

    /// <summary>Gets the statement that renews the lease of its holder, or takes one that has run out under a higher epoch; it returns the own epoch, if any, and whoever's.</summary>
    /// <remarks>A holder whose lease ran out and that nobody followed goes on under its epoch: nobody else can have written meanwhile.</remarks>
    public string AcquireOrRenew { get; } =
        $"""
        WITH own AS (
            UPDATE {schema}.discovery_lease SET
                epoch = CASE WHEN holder = $1 THEN epoch ELSE epoch + 1 END,
                acquired_at = CASE WHEN holder = $1 THEN acquired_at ELSE clock_timestamp() END,
                holder = $1,
                expires_at = clock_timestamp() + $2
            WHERE id = 1 AND (holder = $1 OR expires_at <= clock_timestamp())
            RETURNING epoch)
        SELECT (SELECT epoch FROM own), (SELECT epoch FROM {schema}.discovery_lease WHERE id = 1)
        """;

    /// <summary>
    /// Gets the statement that ends a session which keeps the row locked, waits for its client, and stands in the way of a lease that has run out. Its process is
    /// suspended or cut off: in the middle of a COPY or a batch no time-out of the server counts, and the lock would last as long as the connection.
    /// </summary>
    /// <remarks>The last locker of a row is its xmax. Sessions of another role are not ended, as the server does not show them.</remarks>
    public string EndStandstill { get; } =
        $"""
        SELECT count(pg_terminate_backend(a.pid)) FROM {schema}.discovery_lease l JOIN pg_stat_activity a ON a.backend_xid = l.xmax
        WHERE l.id = 1 AND l.holder IS DISTINCT FROM $1 AND l.expires_at <= clock_timestamp()
            AND a.wait_event = 'ClientRead' AND a.state_change < clock_timestamp() - interval '250 ms'
        """;

    /// <summary>Gets the statement by which a holder gives the lease up: what it still writes under its epoch fails as soon as somebody else leads.</summary>
    public string Release { get; } = $"UPDATE {schema}.discovery_lease SET holder = NULL, expires_at = clock_timestamp() WHERE id = 1 AND holder = $1";

    /// <summary>Reads the clock by which the lease runs.</summary>
    public const string Time = "SELECT clock_timestamp()";

    /// <summary>Limits a wait for locks to the transaction that the statements of one batch are.</summary>
    public const string LimitLockWait = "SELECT set_config('lock_timeout', $1, true)";

    /// <summary>The error of a database without the row: without it nobody can lead, and who made it anew at 0 would let old leaders write.</summary>
    public static DiscoveryStoreException Missing() =>
        new("The row of discovery_lease is missing; restore it with an epoch above any in discovery_snapshots.");

    public static PostgresLeaseSql Compose(string schema) => new(schema);
}
