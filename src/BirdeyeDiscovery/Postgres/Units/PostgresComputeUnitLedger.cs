namespace BirdeyeDiscovery;

/// <summary>
/// Counts compute units in PostgreSQL. Each call is one statement and one round trip. None is repeated: nobody can know whether a statement
/// without an answer was executed.
/// </summary>
internal sealed class PostgresComputeUnitLedger(PostgresDatabase database) : IComputeUnitLedger
{
    public ValueTask<ComputeUnitBalance> ReserveAsync(
        ComputeUnitMonth month, long units, long budget, CancellationToken cancellationToken = default)
    {
        ComputeUnitRow.Check(month, units, nameof(units), budget, nameof(budget));
        var sql = database.Sql<PostgresComputeUnitSql>().Reserve;
        return RunAsync("reserve compute units", sql, month, units, budget, cancellationToken);
    }

    public ValueTask<ComputeUnitBalance> SettleAsync(
        ComputeUnitMonth month, long reserved, long spent, CancellationToken cancellationToken = default)
    {
        ComputeUnitRow.Check(month, reserved, nameof(reserved), spent, nameof(spent));
        var sql = database.Sql<PostgresComputeUnitSql>().Settle;
        return RunAsync("settle compute units", sql, month, reserved, spent, cancellationToken);
    }

    private ValueTask<ComputeUnitBalance> RunAsync(
        string purpose, string sql, ComputeUnitMonth month, long first, long second, CancellationToken cancellationToken) =>
        database.RunAsync(
            purpose,
            async (connection, cancelled) =>
            {
                // PostgreSQL runs the batch that counts compute units as one transaction, because it has no explicit one. The time-outs
                // then apply to this batch only, and it takes one round trip.
                var batch = database.Batch(connection, null, isFirst: true);
                await using var disposing = batch.ConfigureAwait(false);
                batch.BatchCommands.Add(PostgresDatabase.Command(sql, month.Account, month.Start, first, second));
                var reader = await batch.ExecuteReaderAsync(cancelled).ConfigureAwait(false);
                await using var closing = reader.ConfigureAwait(false);
                await reader.NextResultAsync(cancelled).ConfigureAwait(false);
                return (await reader.ReadResultAsync(ComputeUnitRow.Map, cancelled).ConfigureAwait(false))[0];
            },
            cancellationToken);
}
