using Npgsql;

namespace BirdeyeDiscovery;

/// <summary>The SQL of operators' actions (<c>operator_actions</c>).</summary>
internal sealed class PostgresOperatorSql : IPostgresSql<PostgresOperatorSql>
{
    private readonly string _insert;

    public PostgresOperatorSql(string schema)
    {
        var table = $"{schema}.operator_actions";
        var select = $"SELECT {OperatorRow.Columns} FROM {table}";
        SelectByRequest = select + " WHERE request_id = $1";
        SelectAfter = select + " WHERE id > $1 ORDER BY id LIMIT $2";
        SelectStanding =
            $"""
            SELECT {TokenRow.Columns}, g.cycle_timestamp, s.moved_to, g.duration_ms, g.age, g.own
            FROM (SELECT (SELECT address FROM ({PostgresMigrationSql.Last(schema)}) l WHERE address <> $1) AS moved_to) s
            LEFT JOIN (
                SELECT cycle_timestamp, duration_ms, extract(epoch FROM clock_timestamp() - created_at)::double precision AS age,
                    CASE WHEN budget IS NOT NULL THEN discovery_frequency_secs::double precision END AS own
                FROM {schema}.discovery_snapshots WHERE outcome <> 'failed' ORDER BY id DESC LIMIT 1) g ON true
            LEFT JOIN {schema}.tracked_tokens t ON t.address = $1
            """;
        _insert =
            $"""
            INSERT INTO {table} (request_id, action, token_address, new_address, operator, reason, is_forced, created_at, exact_action)
            VALUES ($1, $2, $3, $4::text, $5, $6, $7, $8, $9::text)
            """;
    }

    public static TokenStanding MapStanding(StoredRow row)
    {
        var token = row.IsNull(0) ? null : TokenRow.Map(row);
        var lastGood = row.TimeOrNull(TokenRow.Count);
        return new TokenStanding(token, row.TextOrNull(TokenRow.Count + 1), lastGood)
        {
            LastGoodCycleTook = TimeSpan.FromMilliseconds(row.IntOrNull(TokenRow.Count + 2) ?? 0),
            LastGoodCycleAge = row.SecondsOrNull(TokenRow.Count + 3),
            LastGoodCycleInterval = row.SecondsOrNull(TokenRow.Count + 4),
        };
    }

    public string SelectByRequest { get; }

    public string SelectAfter { get; }

    public string SelectStanding { get; }

    public NpgsqlBatchCommand Insert(OperatorCommand command) => PostgresDatabase.Command(
        _insert,
        command.RequestId,
        OperatorRow.Words(command.Act).Action,
        command.Address,
        command.NewAddress,
        command.By,
        command.Reason,
        command.IsForced,
        PostgresValue.Time(command.At),
        OperatorRow.Words(command.Act).Exact);

    public static PostgresOperatorSql Compose(string schema) => new(schema);
}
