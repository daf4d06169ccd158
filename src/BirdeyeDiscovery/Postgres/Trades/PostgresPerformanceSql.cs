using Npgsql;
using NpgsqlTypes;

namespace BirdeyeDiscovery;

/// <summary>The SQL of the trades' daily rows (<c>strategy_performance</c>).</summary>
internal sealed class PostgresPerformanceSql : IPostgresSql<PostgresPerformanceSql>
{
    private static readonly PostgresColumn<StrategyPerformance>[] Key =
    [
        PostgresColumn<StrategyPerformance>.Text("token_address", static row => row.TokenAddress),
        PostgresColumn<StrategyPerformance>.Text("token_category", static row => StoredText.Of(row.Category)),
        PostgresColumn<StrategyPerformance>.Text("strategy_type", static row => row.StrategyType),
        PostgresColumn<StrategyPerformance>.Time("window_start", static row => row.WindowStart),
    ];

    private static readonly PostgresColumn<StrategyPerformance>[] Figures =
    [
        PostgresColumn<StrategyPerformance>.Time("window_end", static row => row.WindowEnd),
        PostgresColumn<StrategyPerformance>.Whole("trades_count", static row => row.TradesCount),
        PostgresColumn<StrategyPerformance>.Whole("win_count", static row => row.WinCount),
        PostgresColumn<StrategyPerformance>.Whole("loss_count", static row => row.LossCount),
        PostgresColumn<StrategyPerformance>.Number("win_rate", static row => row.WinRate),
        PostgresColumn<StrategyPerformance>.Number("avg_gain_pct", static row => row.AvgGainPct),
        PostgresColumn<StrategyPerformance>.Number("avg_loss_pct", static row => row.AvgLossPct),
        PostgresColumn<StrategyPerformance>.Number("max_gain_pct", static row => row.MaxGainPct),
        PostgresColumn<StrategyPerformance>.Number("max_loss_pct", static row => row.MaxLossPct),
        PostgresColumn<StrategyPerformance>.Number("total_pnl_usd", static row => row.TotalPnlUsd),
        PostgresColumn<StrategyPerformance>.Number("sharpe_ratio", static row => row.SharpeRatio),
        PostgresColumn<StrategyPerformance>.Number("max_drawdown_pct", static row => row.MaxDrawdownPct),
    ];

    private static readonly PostgresColumn<StrategyPerformance>[] Written = [.. Key, .. Figures];

    private readonly string _upsert;

    public PostgresPerformanceSql(string schema)
    {
        var names = string.Join(", ", Written.Select(static column => column.Name));
        var arrays = string.Join(
            ", ",
            Written.Select(static (column, index) => FormattableString.Invariant($"${index + 1}::{column.Type}[]")));
        var time = FormattableString.Invariant($"${Written.Length + 1}::timestamptz");
        _upsert =
            $"""
            INSERT INTO {schema}.strategy_performance ({names}, created_at, updated_at, strategy_version)
            SELECT {names}, {time}, {time}, ({PostgresTradeVersionSql.OfDay(schema)}) FROM unnest({arrays}) AS v ({names})
            ON CONFLICT ({string.Join(", ", Key.Select(static column => column.Name))}) DO UPDATE SET
                {string.Join(", ", Figures.Select(static column => $"{column.Name} = excluded.{column.Name}"))},
                updated_at = excluded.updated_at, strategy_version = excluded.strategy_version
            """;
        DeleteWithoutCloses =
            $"""
            DELETE FROM {schema}.strategy_performance p
            WHERE p.window_start <> date_trunc('day', p.window_start, 'UTC') OR NOT EXISTS (
                SELECT 1 FROM {schema}.trade_closes c
                WHERE c.token_address = p.token_address AND c.token_category = p.token_category AND c.strategy_type = p.strategy_type
                    AND c.closed_at >= p.window_start AND c.closed_at < p.window_start + interval '24 hours')
            """;
        SelectOfToken =
            $"""
            SELECT token_address, {PerformanceRow.OtherColumns} FROM {schema}.strategy_performance
            WHERE token_address = ANY ({PostgresMigrationSql.Addresses(schema)}) AND window_start >= $2 AND window_start < $3
            ORDER BY window_start, token_category, strategy_type COLLATE "C", token_address COLLATE "C"
            """;

        // Each daily row of trades counts for the current address of its token, because a token that migrated is one token.
        SelectOfCategory =
            $"""
            {PostgresMigrationSql.Members(schema)}
            SELECT coalesce(m.token, p.token_address), {PerformanceRow.OtherColumns}
            FROM {schema}.strategy_performance p LEFT JOIN members m ON m.address = p.token_address
            WHERE p.token_category = $1 AND p.window_end > $2
            """;
    }

    public string DeleteWithoutCloses { get; }

    public string SelectOfToken { get; }

    public string SelectOfCategory { get; }

    /// <summary>Gets a statement that inserts the performance rows of trades, or replaces the stored ones.</summary>
    public NpgsqlBatchCommand Upsert(IReadOnlyList<StrategyPerformance> rows, DateTime time)
    {
        var command = new NpgsqlBatchCommand(_upsert);
        foreach (var column in Written)
        {
            command.Parameters.Add(column.ToArray(rows));
        }

        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = time, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        return command;
    }

    public static PostgresPerformanceSql Compose(string schema) => new(schema);
}
