using Microsoft.Data.Sqlite;

namespace BirdeyeDiscovery;

/// <summary>The SQL of strategies and their versions, and how the rows map.</summary>
internal static class SqliteStrategySql
{
    public const string SelectByAddress = Select + " WHERE address = ?1";
    public const string SelectBySymbol = Select + " WHERE symbol = ?1 ORDER BY id";
    public const string SelectActive = Select + " WHERE status = 'active' ORDER BY id";

    public const string SelectVersions = Chain + SelectVersion + " WHERE token_address IN (SELECT address FROM family) ORDER BY version DESC, id DESC LIMIT ?2";
    public const string SelectNumber = Chain + SelectVersion + " WHERE token_address IN (SELECT address FROM family) AND version = ?2 ORDER BY id DESC LIMIT 1";
    public const string SelectByChange = SelectVersion + " WHERE change_id = ?1";
    public const string SelectLast = Chain + "SELECT coalesce(max(version), 0) FROM strategy_config_versions WHERE token_address IN (SELECT address FROM family)";

    private const string Select = "SELECT address, symbol, strategy_type, strategy_config, strategy_version, strategy_by_hand FROM tracked_tokens";

    private const string SelectVersion =
        """
        SELECT token_address, version, old_strategy_type, new_strategy_type, old_config, new_config, is_by_hand, changed_by, reason, change_id, changed_at
        FROM strategy_config_versions
        """;

    // Numbers go on from address to address, and every address of a chain finds them.
    private const string Chain = $"WITH family (address) AS ({SqliteMigrationSql.Addresses}) ";

    private const string InsertVersion =
        """
        INSERT INTO strategy_config_versions (
            token_address, version, old_strategy_type, new_strategy_type, old_config, new_config, is_by_hand, changed_by, reason, change_id, changed_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
        """;

    private const string InsertFirst =
        """
        INSERT INTO strategy_config_versions (token_address, version, new_strategy_type, new_config, changed_by, reason, changed_at)
        SELECT address, strategy_version, strategy_type, strategy_config, ?2, status_reason, ?3 FROM tracked_tokens WHERE address = ?1
        """;

    private const string Update =
        """
        UPDATE tracked_tokens SET strategy_type = ?2, strategy_config = ?3, strategy_version = ?4, strategy_by_hand = ?5, updated_at = ?6 WHERE address = ?1
        """;

    /// <summary>Writes the strategy that a token was inserted with as its version.</summary>
    public static void WriteFirst(SqliteConnection connection, string address, string time)
    {
        using var insert = connection.Query(InsertFirst, address, StrategyChangeRules.Engine, time);
        insert.ExecuteNonQuery();
    }

    /// <summary>Writes what a cycle decided, each on the version that it decided on.</summary>
    /// <returns>False when one has changed since, and then the transaction is to be undone.</returns>
    public static bool TryAssign(SqliteConnection connection, IReadOnlyList<StrategyAssignment> assignments, DateTimeOffset time)
    {
        foreach (var assignment in assignments)
        {
            if (Find(connection, assignment.TokenAddress) is not { IsByHand: false } current || current.Version != assignment.ExpectedVersion)
            {
                return false;
            }

            Write(connection, new StrategyVersion
            {
                TokenAddress = current.Address,
                Version = Math.Max(Last(connection, current.Address), current.Version) + 1,
                OldType = current.StrategyType,
                OldConfig = current.StrategyConfig,
                StrategyType = assignment.StrategyType,
                StrategyConfig = assignment.StrategyConfig,
                ChangedBy = StrategyChangeRules.Engine,
                Reason = assignment.Reason,
                ChangedAt = time,
            });
        }

        return true;
    }

    public static void Write(SqliteConnection connection, StrategyVersion version)
    {
        var time = SqliteValue.Time(version.ChangedAt);
        using var insert = connection.Query(
            InsertVersion,
            version.TokenAddress,
            version.Version,
            SqliteValue.OrNull(version.OldType),
            version.StrategyType,
            SqliteValue.OrNull(version.OldConfig),
            SqliteValue.OrNull(version.StrategyConfig),
            version.IsByHand ? 1 : 0,
            version.ChangedBy,
            SqliteValue.OrNull(version.Reason),
            SqliteValue.OrNull(version.ChangeId),
            time);
        insert.ExecuteNonQuery();
        using var update = connection.Query(
            Update, version.TokenAddress, version.StrategyType, SqliteValue.OrNull(version.StrategyConfig), version.Version, version.IsByHand ? 1 : 0, time);
        update.ExecuteNonQuery();
    }

    public static TokenStrategy? Find(SqliteConnection connection, string address)
    {
        using var query = connection.Query(SelectByAddress, address);
        return query.ReadAll(Map, CancellationToken.None).FirstOrDefault();
    }

    public static int Last(SqliteConnection connection, string address)
    {
        using var query = connection.Query(SelectLast, address);
        return (int)(long)query.ExecuteScalar()!;
    }

    public static TokenStrategy Map(SqliteDataReader row) =>
        new(row.GetString(0), row.GetString(1), row.GetString(2), row.ReadTextOrNull(3)) { Version = row.GetInt32(4), IsByHand = row.GetBoolean(5) };

    public static StrategyVersion MapVersion(SqliteDataReader row) => new()
    {
        TokenAddress = row.GetString(0),
        Version = row.GetInt32(1),
        OldType = row.ReadTextOrNull(2),
        StrategyType = row.GetString(3),
        OldConfig = row.ReadTextOrNull(4),
        StrategyConfig = row.ReadTextOrNull(5),
        IsByHand = row.GetBoolean(6),
        ChangedBy = row.GetString(7),
        Reason = row.ReadTextOrNull(8),
        ChangeId = row.ReadTextOrNull(9),
        ChangedAt = row.ReadTime(10),
    };
}
