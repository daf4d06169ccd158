namespace BirdeyeDiscovery;

/// <summary>Maps the rows of the comparison of strategy versions.</summary>
internal static class TradeVersionRow
{
    public static (string TokenAddress, int Version, string? StrategyConfig) MapVersion(StoredRow row) =>
        (row.Text(0), row.Int(1), row.TextOrNull(2));

    public static TradeOfVersion MapTrade(StoredRow row) =>
        new(row.Text(0), row.Text(1), row.IntOrNull(2), row.Money(3), row.NumberOrNull(4), row.Time(5));
}
