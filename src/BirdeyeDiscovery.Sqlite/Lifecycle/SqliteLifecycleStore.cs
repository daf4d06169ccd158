using Microsoft.Data.Sqlite;

namespace BirdeyeDiscovery;

/// <summary>Stores operators' actions in SQLite. They need no epoch: the file has one writer at a time, whoever leads.</summary>
internal sealed class SqliteLifecycleStore(SqliteDatabase database) : ILifecycleStore
{
    public ValueTask<OperatorResult> ActAsync(OperatorCommand command, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        return database.WriteAsync(
            "carry out an operator's action",
            (transaction, cancelled) => Act(transaction, command, cancelled),
            cancellationToken);
    }

    public ValueTask<IReadOnlyList<OperatorRecord>> GetActionsAsync(long afterId, int limit, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, 10_000);
        return database.ListAsync(
            "read operators' actions",
            SqliteOperatorSql.SelectAfter,
            OperatorRow.Map,
            cancellationToken,
            afterId,
            limit);
    }

    public ValueTask<IReadOnlyList<string>> GetAddressesAsync(string address, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(address);
        return database.ListAsync(
            "read a token's addresses",
            SqliteMigrationSql.Addresses,
            static row => row.Text(0),
            cancellationToken,
            address);
    }

    public ValueTask<TokenStanding> GetStandingAsync(string address, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(address);
        return database.ReadAsync(
            "read a token's standing",
            (transaction, cancelled) =>
            {
                var resolved = SqliteMigrationSql.Resolve(transaction, address);
                var cycles = transaction.List(
                    SqliteOperatorSql.LastGoodCycle,
                    static row => (
                        Time: row.Time(0),
                        Took: TimeSpan.FromMilliseconds(row.Int(1)),
                        Age: row.SecondsOrNull(2),
                        Own: row.SecondsOrNull(3)),
                    cancelled);
                return new TokenStanding(
                    Find(transaction, address, cancelled),
                    resolved == address ? null : resolved,
                    cycles.Count == 0 ? null : cycles[0].Time)
                {
                    LastGoodCycleTook = cycles.Count == 0 ? TimeSpan.Zero : cycles[0].Took,
                    LastGoodCycleAge = cycles.Count == 0 ? null : cycles[0].Age,
                    LastGoodCycleInterval = cycles.Count == 0 ? null : cycles[0].Own,
                };
            },
            cancellationToken);
    }

    private static OperatorResult Act(SqliteTransaction transaction, OperatorCommand command, CancellationToken cancellationToken)
    {
        var facts = Read(transaction, command, cancellationToken);
        var decision = OperatorRules.Decide(command, facts);
        if (decision.Token is not { } token)
        {
            return decision.Answer;
        }

        var time = SqliteValue.Time(command.At);
        if (command.Act == OperatorAct.Migrate)
        {
            Move(transaction, facts.Token!, token, time, cancellationToken);
        }
        else if (facts.Token is null)
        {
            Enter(transaction, token, time, cancellationToken);
        }
        else
        {
            using var update = transaction.Prepare(SqliteTokenSql.Update, SqliteTokenSql.UpdateParameters);
            update.ToUpdate(token, time).ExecuteNonQuery();
        }

        SqliteOperatorSql.Write(transaction, command);
        var events = SqliteEventSql.Write(transaction, snapshotId: null, decision.Events, cancellationToken);
        var stored = Find(transaction, token.Address, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        transaction.Commit();
        return decision.Answer with { Token = stored, Events = events };
    }

    private static OperatorFacts Read(SqliteTransaction transaction, OperatorCommand command, CancellationToken cancellationToken)
    {
        return new OperatorFacts
        {
            Earlier = transaction.List(
                SqliteOperatorSql.SelectByRequest,
                OperatorRow.Map,
                cancellationToken,
                command.RequestId).FirstOrDefault(),
            Token = Find(transaction, command.Address, cancellationToken),
            MovedTo = SqliteMigrationSql.Step(transaction, command.Address),
            Target = command.NewAddress is { } target ? Find(transaction, target, cancellationToken) : null,
            TargetMovedTo = command.NewAddress is { } moved ? SqliteMigrationSql.Step(transaction, moved) : null,
        };
    }

    private static void Enter(SqliteTransaction transaction, TrackedToken token, string time, CancellationToken cancellationToken)
    {
        using var insert = transaction.Prepare(SqliteTokenSql.Insert, SqliteTokenSql.InsertParameters);
        insert.ToInsert(token, time).ExecuteNonQuery();
        SqliteTokenSql.WriteVersion(transaction, token.Address, time);
        SqliteTradeTracking.Count(transaction, token, time, cancellationToken);
    }

    private static void Move(
        SqliteTransaction transaction,
        TrackedToken before,
        TrackedToken token,
        string time,
        CancellationToken cancellationToken)
    {
        transaction.Execute(SqliteTokenSql.Move, before.Address, token.Address, time, before.Revision);
        transaction.Execute(SqliteMigrationSql.Insert, before.Address, token.Address, time);
        SqliteTradeTracking.Adopt(transaction, token, time, cancellationToken);
    }

    private static TrackedToken? Find(SqliteTransaction transaction, string address, CancellationToken cancellationToken) =>
        transaction.List(SqliteTokenSql.SelectByAddress, TokenRow.Map, cancellationToken, address).FirstOrDefault();
}
