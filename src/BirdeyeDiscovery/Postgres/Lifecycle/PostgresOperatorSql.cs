using System.Data.Common;
using Npgsql;

namespace BirdeyeDiscovery;

/// <summary>The SQL of <c>operator_actions</c> and how its rows map.</summary>
internal sealed class PostgresOperatorSql : IPostgresSql<PostgresOperatorSql>
{
    private readonly string _insert;

    public PostgresOperatorSql(string schema)
    {
        var table = $"{schema}.operator_actions";
        var select = $"SELECT id, request_id, action, token_address, new_address, operator, reason, is_forced, created_at FROM {table}";
        SelectByRequest = select + " WHERE request_id = $1";
        SelectAfter = select + " WHERE id > $1 ORDER BY id LIMIT $2";
        SelectStanding =
            $"""
            SELECT {PostgresTokenSql.Selected}, g.cycle_timestamp, s.moved_to, g.duration_ms, g.age
            FROM (SELECT (SELECT address FROM ({PostgresMigrationSql.Last(schema)}) l WHERE address <> $1) AS moved_to) s
            LEFT JOIN (
                SELECT cycle_timestamp, duration_ms, extract(epoch FROM clock_timestamp() - created_at)::double precision AS age
                FROM {schema}.discovery_snapshots WHERE outcome <> 'failed' ORDER BY id DESC LIMIT 1) g ON true
            LEFT JOIN {schema}.tracked_tokens t ON t.address = $1
            """;
        _insert =
            $"""
            INSERT INTO {table} (request_id, action, token_address, new_address, operator, reason, is_forced, created_at)
            VALUES ($1, $2, $3, $4::text, $5, $6, $7, $8)
            """;
    }

    public static PostgresRows<OperatorRecord> Rows { get; } = new(Map);

    public static PostgresRows<TokenStanding> Standings { get; } = new(static row =>
    {
        var token = row.IsDBNull(0) ? null : PostgresTokenSql.Map(row);
        var lastGood = row.ReadTimeOrNull(PostgresTokenSql.SelectedCount);
        return new TokenStanding(token, row.ReadTextOrNull(PostgresTokenSql.SelectedCount + 1), lastGood)
        {
            LastGoodCycleTook = row.IsDBNull(PostgresTokenSql.SelectedCount + 2) ? TimeSpan.Zero : TimeSpan.FromMilliseconds(row.GetInt32(PostgresTokenSql.SelectedCount + 2)),
            LastGoodCycleAge = row.IsDBNull(PostgresTokenSql.SelectedCount + 3) ? null : TimeSpan.FromSeconds(row.GetDouble(PostgresTokenSql.SelectedCount + 3)),
        };
    });

    public string SelectByRequest { get; }

    public string SelectAfter { get; }

    public string SelectStanding { get; }

    public NpgsqlBatchCommand Insert(OperatorCommand command) => PostgresDatabase.Command(
        _insert,
        command.RequestId,
        StoredText.Of(command.Act),
        command.Address,
        command.NewAddress,
        command.By,
        command.Reason,
        command.IsForced,
        PostgresValue.Time(command.At));

    public static OperatorRecord Map(DbDataReader row) => new(
        row.GetInt64(0),
        row.GetString(1),
        StoredText.Parse<OperatorAct>(row.GetString(2)),
        row.GetString(3),
        row.ReadTextOrNull(4),
        row.GetString(5),
        row.GetString(6),
        row.GetBoolean(7),
        row.ReadTime(8));

    public static PostgresOperatorSql Compose(string schema) => new(schema);
}
