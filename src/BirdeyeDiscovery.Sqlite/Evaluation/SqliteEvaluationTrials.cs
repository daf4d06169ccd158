namespace BirdeyeDiscovery;

/// <summary>Remembers the variants that <c>tune</c> evaluated in SQLite.</summary>
internal sealed class SqliteEvaluationTrials(SqliteDatabase database) : IEvaluationTrials
{
    private const string Insert =
        $"""
        INSERT INTO evaluation_trials ({TrialRow.InsertColumns})
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22)
        ON CONFLICT (engine, chain, objective, variant_hash, fitted_from, fitted_to, held_out_from, held_out_to) DO NOTHING
        """;

    private const string Count = "SELECT count(*) FROM evaluation_trials WHERE engine = ?1 AND chain = ?2";

    private const string Select =
        $"SELECT {TrialRow.Columns} FROM evaluation_trials WHERE engine = ?1 AND chain = ?2 AND id > ?3 ORDER BY id LIMIT ?4";

    public async ValueTask<int> AppendAsync(IReadOnlyList<EvaluationTrial> trials, CancellationToken cancellationToken = default)
    {
        TrialRow.Check(trials);
        return trials.Count == 0 ? 0 : await database.WriteAsync(
            "add evaluation trials",
            (transaction, cancelled) =>
            {
                using var insert = transaction.Prepare(Insert, TrialRow.Inserted);
                var added = 0;
                foreach (var trial in trials)
                {
                    cancelled.ThrowIfCancellationRequested();
                    object[] values =
                    [
                        .. TrialRow.Values(trial, static time => SqliteValue.Time(time)).Select(static value => value ?? DBNull.Value),
                    ];
                    added += insert.With(values).ExecuteNonQuery();
                }

                transaction.Commit();
                return added;
            },
            cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<long> CountAsync(string engine, string chain, CancellationToken cancellationToken = default)
    {
        TrialRow.CheckQuery(engine, chain);
        return (await database.ListAsync("count evaluation trials", Count, static row => row.Long(0), cancellationToken, engine, chain)
            .ConfigureAwait(false))[0];
    }

    public ValueTask<IReadOnlyList<EvaluationTrial>> ListAsync(
        string engine, string chain, long afterId, int limit, CancellationToken cancellationToken = default)
    {
        TrialRow.CheckQuery(engine, chain, afterId, limit);
        return database.ListAsync("read evaluation trials", Select, TrialRow.Map, cancellationToken, engine, chain, afterId, limit);
    }
}
