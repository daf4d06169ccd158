using Npgsql;
using NpgsqlTypes;

namespace BirdeyeDiscovery;

/// <summary>The SQL of tracked tokens (<c>tracked_tokens</c>), whose rows the lifecycle changes.</summary>
internal sealed class PostgresTokenSql : IPostgresSql<PostgresTokenSql>
{
    // The insert of a tracked token leaves the counters of trades at their defaults, because trades change them and cycles do not.
    private static readonly PostgresColumn<TrackedToken>[] Written =
    [
        PostgresColumn<TrackedToken>.Label("symbol", static token => token.Symbol),
        PostgresColumn<TrackedToken>.Text("address", static token => token.Address),
        PostgresColumn<TrackedToken>.Label("name", static token => token.Name),
        PostgresColumn<TrackedToken>.Text("category", static token => StoredText.Of(token.Category)),
        PostgresColumn<TrackedToken>.Number("fdv_usd", static token => token.FdvUsd),
        PostgresColumn<TrackedToken>.Number("liquidity_usd", static token => token.LiquidityUsd),
        PostgresColumn<TrackedToken>.Time("discovered_at", static token => token.DiscoveredAt),
        PostgresColumn<TrackedToken>.Number("discovery_score", static token => token.DiscoveryScore),
        PostgresColumn<TrackedToken>.Whole("discovery_rank", static token => token.DiscoveryRank),
        PostgresColumn<TrackedToken>.Text("status", static token => StoredText.Of(token.Status)),
        PostgresColumn<TrackedToken>.Label("status_reason", static token => token.StatusReason),
        PostgresColumn<TrackedToken>.Text("held_by", static token => token.HeldBy),
        PostgresColumn<TrackedToken>.Text("hold_reason", static token => token.HoldReason),
        PostgresColumn<TrackedToken>.Flag("is_permanent", static token => token.IsPermanent),
        PostgresColumn<TrackedToken>.Text("strategy_type", static token => token.StrategyType),
        PostgresColumn<TrackedToken>.Text("strategy_config", static token => token.StrategyConfig, NpgsqlDbType.Jsonb),
        PostgresColumn<TrackedToken>.Time("activated_at", static token => token.ActivatedAt),
        PostgresColumn<TrackedToken>.Time("deactivated_at", static token => token.DeactivatedAt),
        PostgresColumn<TrackedToken>.Time("last_scored_at", static token => token.LastScoredAt),
        PostgresColumn<TrackedToken>.Whole("low_score_cycles", static token => token.LowScoreCycles),
        PostgresColumn<TrackedToken>.Whole("missing_data_cycles", static token => token.MissingDataCycles),
        PostgresColumn<TrackedToken>.Whole("status_cycles", static token => token.StatusCycles),
        PostgresColumn<TrackedToken>.Time("first_candle_at", static token => token.FirstCandleAt),
        PostgresColumn<TrackedToken>.Text("next_category", static token => token.NextCategory is { } next ? StoredText.Of(next) : null),
        PostgresColumn<TrackedToken>.Whole("category_cycles", static token => token.CategoryCycles),
        PostgresColumn<TrackedToken>.Whole("revision", static token => token.Revision),
    ];

    private readonly string _insert;
    private readonly string _update;

    public PostgresTokenSql(string schema)
    {
        var names = Written.Select(static column => column.Name).ToList();
        var columns = string.Join(", ", names);
        var arrays = string.Join(
            ", ",
            Written.Select(static (column, index) => FormattableString.Invariant($"${index + 1}::{column.Type}[]")));
        var values = string.Join(", ", names.Select(static name => name == "revision" ? "1" : name));
        var time = FormattableString.Invariant($"${Written.Length + 1}::timestamptz");

        // The lifecycle of an added token begins with the first version of its strategy. If the row was deleted earlier, the version
        // numbers continue after the old ones.
        _insert =
            $"""
            WITH fresh AS (
                INSERT INTO {schema}.tracked_tokens ({columns}, created_at, updated_at, strategy_version)
                SELECT {values}, {time}, {time}, (SELECT coalesce(max(s.version), 0) + 1 FROM {schema}.strategy_config_versions s
                    WHERE s.token_address = ANY ({PostgresMigrationSql.Addresses(schema, "v.address")}))
                FROM unnest({arrays}) WITH ORDINALITY AS v ({columns}, position) ORDER BY position
                ON CONFLICT (address) DO NOTHING RETURNING address, strategy_version, strategy_type, strategy_config, status_reason),
            versions AS (
                INSERT INTO {schema}.strategy_config_versions (
                    token_address, version, new_strategy_type, new_config, changed_by, reason, changed_at)
                SELECT address, strategy_version, strategy_type, strategy_config, '{StrategyChangeRules.Engine}', status_reason, {time}
                FROM fresh)
            SELECT address FROM fresh
            """;

        // The update of a tracked token leaves the strategy out, because people change it at any time. A cycle changes a strategy with
        // PostgresStrategySql.Assign, which checks the version.
        var assignments = names.Where(static name => name is not ("address" or "strategy_type" or "strategy_config" or "revision"))
            .Select(static name => $"{name} = v.{name}");
        _update =
            $"""
            UPDATE {schema}.tracked_tokens t SET {string.Join(", ", assignments)},
                updated_at = {time}, revision = t.revision + 1
            FROM unnest({arrays}) AS v ({columns}) WHERE t.address = v.address AND t.revision = v.revision
            """;

        var select = $"SELECT {TokenRow.Columns} FROM {schema}.tracked_tokens";
        Move =
            $"UPDATE {schema}.tracked_tokens SET address = $2, updated_at = $3, revision = revision + 1"
            + " WHERE address = $1 AND revision = $4";
        SelectAll = select + " ORDER BY id";
        SelectByStatus = select + " WHERE status = ANY ($1) ORDER BY id";
        SelectByAddress = select + " WHERE address = $1";
        SelectBySymbol = select + " WHERE symbol = $1 ORDER BY id";
    }

    public string SelectAll { get; }

    public string SelectByStatus { get; }

    /// <summary>Gets the statement that changes the address of a tracked token if its revision matches.</summary>
    public string Move { get; }

    public string SelectByAddress { get; }

    public string SelectBySymbol { get; }

    /// <summary>
    /// Gets a statement that begins the lifecycle of tracked tokens: it inserts those that are not stored yet, and returns their addresses.
    /// </summary>
    public NpgsqlBatchCommand Insert(IReadOnlyList<TrackedToken> tokens, DateTime time) => Write(_insert, tokens, time);

    /// <summary>
    /// Gets a statement that updates the tokens that the lifecycle changed, where the revision matches; it affects one row for each.
    /// </summary>
    public NpgsqlBatchCommand Update(IReadOnlyList<TrackedToken> tokens, DateTime time) => Write(_update, tokens, time);

    private static NpgsqlBatchCommand Write(string sql, IReadOnlyList<TrackedToken> tokens, DateTime time)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var column in Written)
        {
            command.Parameters.Add(column.ToArray(tokens));
        }

        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = time, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        return command;
    }

    public static PostgresTokenSql Compose(string schema) => new(schema);
}
