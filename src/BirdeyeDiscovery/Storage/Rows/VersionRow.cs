namespace BirdeyeDiscovery;

/// <summary>Maps a row of <c>strategy_config_versions</c>.</summary>
internal static class VersionRow
{
    /// <summary>The columns of strategy_config_versions in the order in which <see cref="Map"/> reads the row.</summary>
    public const string Columns =
        "token_address, version, old_strategy_type, new_strategy_type, old_config, new_config, is_by_hand, changed_by, "
        + "reason, change_id, changed_at";

    public static StrategyVersion Map(StoredRow row) => new()
    {
        TokenAddress = row.Text(0),
        Version = row.Int(1),
        OldType = row.TextOrNull(2),
        StrategyType = row.Text(3),
        OldConfig = row.TextOrNull(4),
        StrategyConfig = row.TextOrNull(5),
        IsByHand = row.Flag(6),
        ChangedBy = row.Text(7),
        Reason = row.TextOrNull(8),
        ChangeId = row.TextOrNull(9),
        ChangedAt = row.Time(10),
    };
}
