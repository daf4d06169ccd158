namespace BirdeyeDiscovery;

/// <summary>The SQL of the lease: one row with epoch, holder and expiry. All times are those of the database's clock.</summary>
internal sealed class PostgresLeaseSql(string schema) : IPostgresSql<PostgresLeaseSql>
{
    /// <summary>
    /// Gets the statement that reads the epoch and locks the row of the lease until the end of the transaction. No other host can take over
    /// in between, and the writers of events are serialized.
    /// </summary>
    public string LockEpoch { get; init; } = $"SELECT epoch FROM {schema}.discovery_lease WHERE id = 1 FOR NO KEY UPDATE";

    /// <summary>
    /// Gets the statement that renews the lease of its holder, or takes an expired lease under a higher epoch. It returns the caller's
    /// epoch, if any, and the current epoch.
    /// </summary>
    /// <remarks>
    /// If the lease of a holder expired and nobody took it, the holder continues under its epoch: nobody else can have written in the
    /// meantime.
    /// </remarks>
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
    /// Gets the statement that ends a session which locks the row of the lease, waits for its client, and blocks the takeover of an expired
    /// lease. The process of such a session is suspended or disconnected. In the middle of a COPY or a batch no time-out of the server
    /// applies, and the lock would last as long as the connection.
    /// </summary>
    /// <remarks>
    /// The xmax of a row is its last locker. Sessions of another role are not ended, because the server does not show them.
    /// </remarks>
    public string EndStandstill { get; } =
        $"""
        SELECT count(pg_terminate_backend(a.pid)) FROM {schema}.discovery_lease l JOIN pg_stat_activity a ON a.backend_xid = l.xmax
        WHERE l.id = 1 AND l.holder IS DISTINCT FROM $1 AND l.expires_at <= clock_timestamp()
            AND a.wait_event = 'ClientRead' AND a.state_change < clock_timestamp() - interval '250 ms'
        """;

    /// <summary>
    /// Gets the statement by which a holder releases the lease. A later write under its epoch fails as soon as another host leads.
    /// </summary>
    public string Release { get; } =
        $"UPDATE {schema}.discovery_lease SET holder = NULL, expires_at = clock_timestamp() WHERE id = 1 AND holder = $1";

    /// <summary>
    /// Gets the statement that reads the identity of the schema, which the lease uses as the name of the store: the time of the first
    /// script, and the ids of database and schema. A copy of the database on the same server has another id.
    /// </summary>
    public string FirstScript { get; } =
        $"""
        SELECT md5(concat_ws(' ', extract(epoch FROM v.applied_at), d.oid, c.relnamespace))
        FROM {schema}.discovery_schema_versions v, pg_database d, pg_class c
        WHERE v.version = 1 AND d.datname = current_database() AND c.oid = v.tableoid
        """;

    /// <summary>Gets the query of the holder of the lease and of the time at which it took the lease; no row while no host leads.</summary>
    public string Holder { get; } =
        $"SELECT holder, acquired_at FROM {schema}.discovery_lease WHERE id = 1 AND holder <> '' AND acquired_at IS NOT NULL AND expires_at > clock_timestamp()";

    /// <summary>The query that reads the clock of the lease.</summary>
    public const string Time = "SELECT clock_timestamp()";

    /// <summary>Limits the wait for the lock on the lease in the transaction that the statements of one batch form.</summary>
    public const string LimitLockWait = "SELECT set_config('lock_timeout', $1, true)";

    /// <summary>
    /// Creates the error for a database without the row of the lease. Without it nobody can lead, and a new row with epoch 0 would let
    /// former leaders write.
    /// </summary>
    public static DiscoveryStoreException Missing() =>
        new("The row of discovery_lease is missing; restore it with an epoch above any in discovery_snapshots.");

    public static PostgresLeaseSql Compose(string schema) => new(schema);
}
