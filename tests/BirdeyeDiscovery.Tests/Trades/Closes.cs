namespace BirdeyeDiscovery.Tests;

internal static class Closes
{
    public static readonly DateTimeOffset Day = new(2026, 5, 1, 0, 0, 0, TimeSpan.Zero);

    public static TradeClose Of(decimal pnlUsd, decimal? returnPct, double minutes = 60, string id = "t") => new()
    {
        TradeId = FormattableString.Invariant($"{id}{minutes}"),
        TokenAddress = "Tok1",
        StrategyType = "momentum",
        PnlUsd = pnlUsd,
        ReturnPct = returnPct,
        OpenedAt = Day,
        ClosedAt = Day.AddMinutes(minutes),
    };

    public static StrategyPerformance Row(params decimal[] returns) =>
        StrategyPerformance.FromCloses(TokenCategory.Midcap, returns.Select((known, index) => Of(Math.Sign(known), known, index)));
}
