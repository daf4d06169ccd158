using Npgsql;

namespace BirdeyeDiscovery;

/// <summary>The SQL of strategies and their versions.</summary>
internal sealed class PostgresStrategySql : IPostgresSql<PostgresStrategySql>
{
    private static readonly PostgresColumn<StrategyAssignment>[] Assigned =
    [
        PostgresColumn<StrategyAssignment>.Text("token_address", static row => row.TokenAddress),
        PostgresColumn<StrategyAssignment>.Whole("expected", static row => row.ExpectedVersion),
        PostgresColumn<StrategyAssignment>.Text("type", static row => row.StrategyType),
        PostgresColumn<StrategyAssignment>.Text("config", static row => row.StrategyConfig, NpgsqlTypes.NpgsqlDbType.Jsonb),
        PostgresColumn<StrategyAssignment>.Label("why", static row => row.Reason),
    ];

    private readonly string _assign;

    public PostgresStrategySql(string schema)
    {
        var (tokens, versions) = ($"{schema}.tracked_tokens", $"{schema}.strategy_config_versions");
        var select = $"SELECT {StrategyRow.Columns} FROM {tokens}";
        SelectByAddress = select + " WHERE address = $1";
        SelectBySymbol = select + " WHERE symbol = $1 ORDER BY id";
        SelectActive = select + " WHERE status = 'active' ORDER BY id";
        SelectToChange = select + " WHERE address = $1 FOR NO KEY UPDATE";

        // A token keeps its strategy versions when it migrates: the numbers continue, and every old and new address finds all versions.
        var family = $"token_address = ANY ({PostgresMigrationSql.Addresses(schema)})";
        var version = $"SELECT {VersionRow.Columns} FROM {versions}";
        SelectVersions = $"{version} WHERE {family} ORDER BY version DESC, id DESC LIMIT $2";
        SelectNumber = $"{version} WHERE {family} AND version = $2 ORDER BY id DESC LIMIT 1";
        SelectByChange = version + " WHERE change_id = $1";
        SelectLast = $"SELECT coalesce(max(version), 0) FROM {versions} WHERE {family}";
        InsertVersion =
            $"""
            INSERT INTO {versions} ({VersionRow.Columns})
            VALUES ($1, $2, $3, $4, $5::text::jsonb, $6::text::jsonb, $7, $8, $9, $10, $11)
            """;
        Update =
            $"""
            UPDATE {tokens} SET strategy_type = $2, strategy_config = $3::text::jsonb, strategy_version = $4, strategy_by_hand = $5,
                updated_at = $6 WHERE address = $1
            """;
        var columns = string.Join(", ", Assigned.Select(static column => column.Name));
        var arrays = string.Join(
            ", ",
            Assigned.Select(static (column, index) => FormattableString.Invariant($"${index + 1}::{column.Type}[]")));
        var time = FormattableString.Invariant($"${Assigned.Length + 1}::timestamptz");
        _assign =
            $"""
            WITH target AS (
                SELECT t.id, t.address, t.strategy_type, t.strategy_config, v.*,
                    greatest(t.strategy_version, (SELECT coalesce(max(s.version), 0) FROM {versions} s
                        WHERE s.token_address = ANY ({PostgresMigrationSql.Addresses(schema, "t.address")}))) + 1 AS next_version
                FROM unnest({arrays}) AS v ({columns}) JOIN {tokens} t ON t.address = v.token_address
                WHERE t.strategy_version = v.expected AND NOT t.strategy_by_hand),
            logged AS (
                INSERT INTO {versions} (
                    token_address, version, old_strategy_type, new_strategy_type, old_config, new_config, changed_by, reason, changed_at)
                SELECT address, next_version, strategy_type, type, strategy_config, config, '{StrategyChangeRules.Engine}', why, {time}
                FROM target)
            UPDATE {tokens} t SET strategy_type = g.type, strategy_config = g.config, strategy_version = g.next_version, updated_at = {time}
            FROM target g WHERE t.id = g.id
            """;
    }

    public string SelectByAddress { get; }

    public string SelectBySymbol { get; }

    public string SelectActive { get; }

    public string SelectToChange { get; }

    public string SelectVersions { get; }

    public string SelectNumber { get; }

    public string SelectByChange { get; }

    public string SelectLast { get; }

    public string InsertVersion { get; }

    public string Update { get; }

    /// <summary>
    /// Gets the statement that writes the strategy assignments of a cycle. Each applies only to the version on which the cycle decided; the
    /// row count is the number written.
    /// </summary>
    public NpgsqlBatchCommand Assign(IReadOnlyList<StrategyAssignment> assignments, DateTime time)
    {
        var command = new NpgsqlBatchCommand(_assign);
        foreach (var column in Assigned)
        {
            command.Parameters.Add(column.ToArray(assignments));
        }

        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = time, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.TimestampTz });
        return command;
    }

    public static PostgresStrategySql Compose(string schema) => new(schema);
}
