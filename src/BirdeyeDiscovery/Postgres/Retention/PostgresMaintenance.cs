using Npgsql;

namespace BirdeyeDiscovery;

/// <summary>
/// Retention in PostgreSQL creates partitions ahead of time and drops whole months. Functions that run as the owner of the tables do both.
/// </summary>
internal sealed class PostgresMaintenance(PostgresDatabase database) : IStoreMaintenance
{
    private readonly string _prepare = $"SELECT {database.QuotedSchema}.discovery_prepare_partitions($1)";

    // The function of retention refuses to drop the current month, so a later time is reduced to the start of that month.
    private readonly string _drop = $"SELECT {database.QuotedSchema}.discovery_drop_history(least($1, date_trunc('month', now(), 'UTC')))";

    private readonly string _pauses =
        $"""
        SELECT before, cycle_timestamp
        FROM (
            SELECT cycle_timestamp, lag(cycle_timestamp) OVER (ORDER BY cycle_timestamp) AS before
            FROM {database.QuotedSchema}.discovery_snapshots
            WHERE cycle_timestamp <= $1) AS cycles
        WHERE cycle_timestamp - before > $2
        ORDER BY cycle_timestamp DESC
        """;

    public async ValueTask PrepareAsync(DateTimeOffset cycleTime, CancellationToken cancellationToken = default) =>
        await database.ListAsync(
            "make partitions",
            _prepare,
            static row => row.Int(0),
            cancellationToken,
            PostgresValue.Time(cycleTime)).ConfigureAwait(false);

    public async ValueTask<RetentionResult> DropHistoryAsync(DateTimeOffset keepFrom, CancellationToken cancellationToken = default)
    {
        try
        {
            return new RetentionResult(
                isPermitted: true,
                await database.ListAsync(
                    "drop history",
                    _drop,
                    static row => row.Text(0),
                    cancellationToken,
                    PostgresValue.Time(keepFrom)).ConfigureAwait(false));
        }
        catch (DiscoveryStoreException refused) when (
            refused.InnerException is PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege })
        {
            return new RetentionResult(isPermitted: false, []);
        }
    }

    public async ValueTask<IReadOnlyList<CyclePause>?> FindPausesAsync(
        DateTimeOffset until, TimeSpan longerThan, CancellationToken cancellationToken = default) =>
        await database.ListAsync(
            "find pauses between cycles",
            _pauses,
            static row => new CyclePause(row.Time(0), row.Time(1)),
            cancellationToken,
            PostgresValue.Time(until),
            longerThan).ConfigureAwait(false);
}
