namespace BirdeyeDiscovery;

/// <summary>Remembers the variants that <c>tune</c> evaluated in PostgreSQL.</summary>
internal sealed class PostgresEvaluationTrials(PostgresDatabase database) : IEvaluationTrials
{
    public async ValueTask<int> AppendAsync(IReadOnlyList<EvaluationTrial> trials, CancellationToken cancellationToken = default)
    {
        TrialRow.Check(trials);
        if (trials.Count == 0)
        {
            return 0;
        }

        var sql = database.Sql<PostgresTrialSql>().Insert;
        return await database.WriteAsync(
            "add evaluation trials",
            async (transaction, cancelled) =>
            {
                var batch = database.Batch(transaction.Connection!, transaction, isFirst: true);
                await using (batch.ConfigureAwait(false))
                {
                    // Two hosts that add the same evaluated variants lock them in the same order.
                    foreach (var trial in trials.OrderBy(static trial => trial.VariantHash, StringComparer.Ordinal))
                    {
                        batch.BatchCommands.Add(PostgresDatabase.Command(
                            sql, TrialRow.Values(trial, static time => PostgresValue.Time(time))));
                    }

                    await batch.ExecuteNonQueryAsync(cancelled).ConfigureAwait(false);
                    var added = trials.Select((_, index) => (int)batch.BatchCommands[index + 1].RecordsAffected).Sum();
                    await transaction.CommitAsync(cancelled).ConfigureAwait(false);
                    return added;
                }
            },
            cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<long> CountAsync(string engine, string chain, CancellationToken cancellationToken = default)
    {
        TrialRow.CheckQuery(engine, chain);
        var sql = database.Sql<PostgresTrialSql>().Count;
        return (await database.ListAsync("count evaluation trials", sql, static row => row.Long(0), cancellationToken, engine, chain)
            .ConfigureAwait(false))[0];
    }

    public ValueTask<IReadOnlyList<EvaluationTrial>> ListAsync(
        string engine, string chain, long afterId, int limit, CancellationToken cancellationToken = default)
    {
        TrialRow.CheckQuery(engine, chain, afterId, limit);
        var sql = database.Sql<PostgresTrialSql>().Select;
        return database.ListAsync("read evaluation trials", sql, TrialRow.Map, cancellationToken, engine, chain, afterId, limit);
    }
}
