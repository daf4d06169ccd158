using Microsoft.Data.Sqlite;

namespace BirdeyeDiscovery;

/// <summary>The SQL of strategies and their versions.</summary>
internal static class SqliteStrategySql
{
    public const string SelectByAddress = Select + " WHERE address = ?1";
    public const string SelectBySymbol = Select + " WHERE symbol = ?1 ORDER BY id";
    public const string SelectActive = Select + " WHERE status = 'active' ORDER BY id";

    public const string SelectVersions =
        Chain + SelectVersion + " WHERE token_address IN (SELECT address FROM family) ORDER BY version DESC, id DESC LIMIT ?2";
    public const string SelectNumber =
        Chain + SelectVersion + " WHERE token_address IN (SELECT address FROM family) AND version = ?2 ORDER BY id DESC LIMIT 1";
    public const string SelectByChange = SelectVersion + " WHERE change_id = ?1";
    public const string SelectLast =
        Chain + "SELECT coalesce(max(version), 0) FROM strategy_config_versions WHERE token_address IN (SELECT address FROM family)";

    private const string Select = $"SELECT {StrategyRow.Columns} FROM tracked_tokens";

    private const string SelectVersion = $"SELECT {VersionRow.Columns} FROM strategy_config_versions";

    // The strategy versions of a token belong to its family: every address that the token has had. Version numbers continue when a token
    // migrates, so each address finds the versions of all of them.
    private const string Chain = $"WITH family (address) AS ({SqliteMigrationSql.Addresses}) ";

    private const string InsertVersion =
        $"INSERT INTO strategy_config_versions ({VersionRow.Columns}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";

    private const string Update =
        """
        UPDATE tracked_tokens SET
            strategy_type = ?2, strategy_config = ?3, strategy_version = ?4, strategy_by_hand = ?5, updated_at = ?6
        WHERE address = ?1
        """;

    /// <summary>Writes the strategy assignments of a cycle, each only to the version on which the cycle decided.</summary>
    /// <returns>False when a strategy changed since; the caller must then roll back the transaction.</returns>
    public static bool TryAssign(SqliteTransaction transaction, IReadOnlyList<StrategyAssignment> assignments, DateTimeOffset time)
    {
        foreach (var assignment in assignments)
        {
            if (Find(transaction, assignment.TokenAddress) is not { IsByHand: false } current
                || current.Version != assignment.ExpectedVersion)
            {
                return false;
            }

            Write(transaction, new StrategyVersion
            {
                TokenAddress = current.Address,
                Version = Math.Max(Last(transaction, current.Address), current.Version) + 1,
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

    public static void Write(SqliteTransaction transaction, StrategyVersion version)
    {
        var time = SqliteValue.Time(version.ChangedAt);
        transaction.Execute(
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
        transaction.Execute(
            Update,
            version.TokenAddress,
            version.StrategyType,
            SqliteValue.OrNull(version.StrategyConfig),
            version.Version,
            version.IsByHand ? 1 : 0,
            time);
    }

    public static TokenStrategy? Find(SqliteTransaction transaction, string address) =>
        transaction.List(SelectByAddress, StrategyRow.Map, CancellationToken.None, address).FirstOrDefault();

    public static int Last(SqliteTransaction transaction, string address) =>
        transaction.List(SelectLast, static row => row.Int(0), CancellationToken.None, address)[0];
}
