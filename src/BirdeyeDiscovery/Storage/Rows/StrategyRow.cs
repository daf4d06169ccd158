namespace BirdeyeDiscovery;

/// <summary>Maps the strategy of a row of <c>tracked_tokens</c>.</summary>
internal static class StrategyRow
{
    /// <summary>The strategy's columns of tracked_tokens in the order in which <see cref="Map"/> reads the row.</summary>
    public const string Columns = "address, symbol, strategy_type, strategy_config, strategy_version, strategy_by_hand";

    public static TokenStrategy Map(StoredRow row) =>
        new(row.Text(0), row.Text(1), row.Text(2), row.TextOrNull(3)) { Version = row.Int(4), IsByHand = row.Flag(5) };
}
