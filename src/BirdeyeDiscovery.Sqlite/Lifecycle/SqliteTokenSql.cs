using Microsoft.Data.Sqlite;

namespace BirdeyeDiscovery;

/// <summary>The SQL of tracked tokens (<c>tracked_tokens</c>), whose rows the lifecycle changes.</summary>
internal static class SqliteTokenSql
{
    public const int InsertParameters = 26;
    public const int UpdateParameters = 25;

    // The insert of a tracked token leaves the counters of trades at their defaults, because trades change them and cycles do not.
    public const string Insert =
        $"""
        INSERT INTO tracked_tokens (
            symbol, address, name, category, fdv_usd, liquidity_usd, discovered_at, discovery_score, discovery_rank,
            status, status_reason, is_permanent,
            activated_at, deactivated_at, last_scored_at, low_score_cycles, missing_data_cycles, status_cycles, first_candle_at,
            created_at, updated_at, next_category, category_cycles, held_by, hold_reason, strategy_type, strategy_config,
            revision, strategy_version)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19,
            ?20, ?20, ?21, ?22, ?23, ?24, ?25, ?26, 1,
            (SELECT coalesce(max(version), 0) + 1 FROM strategy_config_versions
                WHERE token_address IN ({SqliteMigrationSql.AddressesOfSecond})))
        ON CONFLICT (address) DO NOTHING
        """;

    // A change of the lifecycle updates a tracked token without its strategy: people change the strategy at any time, and a cycle changes
    // it by its version (SqliteStrategySql.TryAssign).
    public const string Update =
        """
        UPDATE tracked_tokens SET
            symbol = ?1, name = ?3, category = ?4, fdv_usd = ?5, liquidity_usd = ?6,
            discovered_at = ?7, discovery_score = ?8, discovery_rank = ?9,
            status = ?10, status_reason = ?11, is_permanent = ?12,
            activated_at = ?13, deactivated_at = ?14, last_scored_at = ?15, low_score_cycles = ?16, missing_data_cycles = ?17,
            status_cycles = ?18, first_candle_at = ?19, updated_at = ?20, next_category = ?21, category_cycles = ?22,
            held_by = ?23, hold_reason = ?24, revision = revision + 1
        WHERE address = ?2 AND revision = ?25
        """;

    public const string Move =
        "UPDATE tracked_tokens SET address = ?2, updated_at = ?3, revision = revision + 1 WHERE address = ?1 AND revision = ?4";
    public const string SelectAll = Select + " ORDER BY id";
    public const string SelectByAddress = Select + " WHERE address = ?1";
    public const string SelectBySymbol = Select + " WHERE symbol = ?1 ORDER BY id";

    private const string Select = $"SELECT {TokenRow.Columns} FROM tracked_tokens";

    private const string InsertVersion =
        """
        INSERT INTO strategy_config_versions (token_address, version, new_strategy_type, new_config, changed_by, reason, changed_at)
        SELECT address, strategy_version, strategy_type, strategy_config, ?2, status_reason, ?3 FROM tracked_tokens WHERE address = ?1
        """;

    public static string SelectByStatus(int statuses)
    {
        var parameters = Enumerable.Range(1, statuses).Select(static number => FormattableString.Invariant($"?{number}"));
        return $"{Select} WHERE status IN ({string.Join(", ", parameters)}) ORDER BY id";
    }

    public static SqliteCommand ToInsert(this SqliteCommand command, TrackedToken token, string time) =>
        command.With([.. Shared(token, time), token.StrategyType, SqliteValue.OrNull(token.StrategyConfig)]);

    /// <summary>Writes the strategy version of a tracked token whose row was just inserted.</summary>
    public static void WriteVersion(SqliteTransaction transaction, string address, string time) =>
        transaction.Execute(InsertVersion, address, StrategyChangeRules.Engine, time);

    public static SqliteCommand ToUpdate(this SqliteCommand command, TrackedToken token, string time) =>
        command.With([.. Shared(token, time), token.Revision]);

    private static object[] Shared(TrackedToken token, string time) =>
    [
        token.Symbol,
        token.Address,
        SqliteValue.OrNull(token.Name),
        StoredText.Of(token.Category),
        SqliteValue.Real(token.FdvUsd),
        SqliteValue.Real(token.LiquidityUsd),
        SqliteValue.Time(token.DiscoveredAt),
        SqliteValue.Real(token.DiscoveryScore),
        SqliteValue.OrNull(token.DiscoveryRank),
        StoredText.Of(token.Status),
        SqliteValue.OrNull(token.StatusReason),
        token.IsPermanent ? 1 : 0,
        SqliteValue.Time(token.ActivatedAt),
        SqliteValue.Time(token.DeactivatedAt),
        SqliteValue.Time(token.LastScoredAt),
        token.LowScoreCycles,
        token.MissingDataCycles,
        token.StatusCycles,
        SqliteValue.Time(token.FirstCandleAt),
        time,
        token.NextCategory is { } next ? StoredText.Of(next) : DBNull.Value,
        token.CategoryCycles,
        SqliteValue.OrNull(token.HeldBy),
        SqliteValue.OrNull(token.HoldReason),
    ];
}
