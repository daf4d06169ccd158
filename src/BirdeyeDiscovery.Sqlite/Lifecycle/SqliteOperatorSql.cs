using Microsoft.Data.Sqlite;

namespace BirdeyeDiscovery;

/// <summary>The SQL of operators' actions (<c>operator_actions</c>).</summary>
internal static class SqliteOperatorSql
{
    public const string SelectByRequest = Select + " WHERE request_id = ?1";
    public const string SelectAfter = Select + " WHERE id > ?1 ORDER BY id LIMIT ?2";
    public const string LastGoodCycle =
        """
        SELECT cycle_timestamp, duration_ms, (julianday('now') - julianday(created_at)) * 86400.0,
            CASE WHEN budget IS NOT NULL THEN discovery_frequency_secs * 1.0 END
        FROM discovery_snapshots WHERE outcome <> 'failed' ORDER BY id DESC LIMIT 1
        """;

    private const string Select = $"SELECT {OperatorRow.Columns} FROM operator_actions";

    private const string Insert =
        """
        INSERT INTO operator_actions (request_id, action, token_address, new_address, operator, reason, is_forced, created_at, exact_action)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
        """;

    public static void Write(SqliteTransaction transaction, OperatorCommand command)
    {
        transaction.Execute(
            Insert,
            command.RequestId,
            OperatorRow.Words(command.Act).Action,
            command.Address,
            SqliteValue.OrNull(command.NewAddress),
            command.By,
            command.Reason,
            command.IsForced ? 1 : 0,
            SqliteValue.Time(command.At),
            SqliteValue.OrNull(OperatorRow.Words(command.Act).Exact));
    }
}
