using System.Text.Json.Serialization.Metadata;

namespace BirdeyeDiscovery;

/// <summary>The JSON of the market source's answers in the cache, with the counts that only the library uses.</summary>
internal static class DiscoveryJson
{
    public static JsonTypeInfo<MarketList> MarketList { get; } = StoredJson.With<MarketList, MarketList, int>(
        DiscoveryJsonContext.Default,
        nameof(Sources.MarketList.RepeatedPages),
        static list => list.RepeatedPages,
        static (list, pages) => list.RepeatedPages = pages);

    public static JsonTypeInfo<CandleSeries> CandleSeries { get; } = StoredJson.With<CandleSeries, CandleSeries, int>(
        DiscoveryJsonContext.Default,
        nameof(Sources.CandleSeries.ImpossibleRows),
        static candles => candles.ImpossibleRows,
        static (candles, rows) => candles.ImpossibleRows = rows);
}
