namespace BirdeyeDiscovery;

/// <summary>The SQL of the lease: one row with epoch, holder and expiry, all times by the database's clock.</summary>
internal sealed class PostgresLeaseSql(string schema)
{
    /// <summary>Gets the epoch and keeps the row locked until the end of the transaction: no take-over gets in between, and writers of events come one after another.</summary>
    public string LockEpoch { get; } = $"SELECT epoch FROM {schema}.discovery_lease WHERE id = 1 FOR NO KEY UPDATE";

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

    /// <summary>Gets the statement by which a holder gives the lease up: what it still writes under its epoch fails as soon as somebody else leads.</summary>
    public string Release { get; } = $"UPDATE {schema}.discovery_lease SET holder = NULL, expires_at = clock_timestamp() WHERE id = 1 AND holder = $1";

    /// <summary>The error of a database without the row: without it nobody can lead, and who made it anew at 0 would let old leaders write.</summary>
    public static DiscoveryStoreException Missing() =>
        new("The row of discovery_lease is missing; restore it with an epoch above any in discovery_snapshots.");
}
