using Microsoft.Data.Sqlite;

namespace BirdeyeDiscovery;

/// <summary>Operators' actions in SQLite. They ask for no epoch: the file has one writer at a time, whoever leads.</summary>
internal sealed class SqliteLifecycleStore(SqliteDatabase database) : ILifecycleStore
{
    public ValueTask<OperatorResult> ActAsync(OperatorCommand command, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        return database.WriteAsync("carry out an operator's action", (transaction, cancelled) => Act(transaction, command, cancelled), cancellationToken);
    }

    public ValueTask<IReadOnlyList<OperatorRecord>> GetActionsAsync(long afterId, int limit, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, 10_000);
        return database.ReadAsync<IReadOnlyList<OperatorRecord>>(
            "read operators' actions",
            (connection, cancelled) =>
            {
                using var query = connection.Query(SqliteOperatorSql.SelectAfter, afterId, limit);
                return query.ReadAll(SqliteOperatorSql.Map, cancelled);
            },
            cancellationToken);
    }

    public ValueTask<IReadOnlyList<string>> GetAddressesAsync(string address, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(address);
        return database.ReadAsync<IReadOnlyList<string>>(
            "read a token's addresses",
            (connection, cancelled) =>
            {
                using var query = connection.Query(SqliteMigrationSql.Addresses, address);
                return query.ReadAll(row => row.GetString(0), cancelled);
            },
            cancellationToken);
    }

    public ValueTask<TokenStanding> GetStandingAsync(string address, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(address);
        return database.ReadAsync(
            "read a token's standing",
            (connection, cancelled) =>
            {
                using var last = connection.Query(SqliteOperatorSql.LastGoodCycle);
                var resolved = SqliteMigrationSql.Resolve(connection, address);
                var cycles = last.ReadAll(
                    static row => (
                        Time: SqliteValue.ParseTime(row.GetString(0)),
                        Took: TimeSpan.FromMilliseconds(row.GetInt32(1)),
                        Age: row.IsDBNull(2) ? (TimeSpan?)null : TimeSpan.FromSeconds(row.GetDouble(2))),
                    cancelled);
                return new TokenStanding(Find(connection, address, cancelled), resolved == address ? null : resolved, cycles.Count == 0 ? null : cycles[0].Time)
                {
                    LastGoodCycleTook = cycles.Count == 0 ? TimeSpan.Zero : cycles[0].Took,
                    LastGoodCycleAge = cycles.Count == 0 ? null : cycles[0].Age,
                };
            },
            cancellationToken);
    }

    private static OperatorResult Act(SqliteTransaction transaction, OperatorCommand command, CancellationToken cancellationToken)
    {
        var connection = transaction.Connection!;
        var facts = Read(connection, command, cancellationToken);
        var decision = OperatorRules.Decide(command, facts);
        if (decision.Token is not { } token)
        {
            return decision.Answer;
        }

        var time = SqliteValue.Time(command.At);
        if (command.Act == OperatorAct.Migrate)
        {
            Move(connection, facts.Token!, token, time, cancellationToken);
        }
        else
        {
            using var update = connection.Prepare(SqliteTokenSql.Update, SqliteTokenSql.UpdateParameters);
            update.ToUpdate(token, time).ExecuteNonQuery();
        }

        SqliteOperatorSql.Write(connection, command);
        var events = SqliteEventSql.Write(connection, snapshotId: null, decision.Events, cancellationToken);
        var stored = Find(connection, token.Address, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        transaction.Commit();
        return decision.Answer with { Token = stored, Events = events };
    }

    private static OperatorFacts Read(SqliteConnection connection, OperatorCommand command, CancellationToken cancellationToken)
    {
        using var earlier = connection.Query(SqliteOperatorSql.SelectByRequest, command.RequestId);
        return new OperatorFacts
        {
            Earlier = earlier.ReadAll(SqliteOperatorSql.Map, cancellationToken).FirstOrDefault(),
            Token = Find(connection, command.Address, cancellationToken),
            MovedTo = SqliteMigrationSql.Step(connection, command.Address),
            Target = command.NewAddress is { } target ? Find(connection, target, cancellationToken) : null,
            TargetMovedTo = command.NewAddress is { } moved ? SqliteMigrationSql.Step(connection, moved) : null,
        };
    }

    private static void Move(SqliteConnection connection, TrackedToken before, TrackedToken token, string time, CancellationToken cancellationToken)
    {
        using var move = connection.Query(SqliteTokenSql.Move, before.Address, token.Address, time, before.Revision);
        move.ExecuteNonQuery();
        using var migration = connection.Query(SqliteMigrationSql.Insert, before.Address, token.Address, time);
        migration.ExecuteNonQuery();
        SqliteTradeBook.Adopt(connection, token.Address, token.Category, new TradeTotals(token.TradesCount, token.WinCount, token.TotalPnlUsd), time, cancellationToken);
    }

    private static TrackedToken? Find(SqliteConnection connection, string address, CancellationToken cancellationToken)
    {
        using var query = connection.Query(SqliteTokenSql.SelectByAddress, address);
        return query.ReadAll(SqliteTokenSql.Map, cancellationToken).FirstOrDefault();
    }
}
