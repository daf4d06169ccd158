using System.Text.Json.Serialization;

namespace BirdeyeDiscovery;

/// <summary>One OHLCV bucket; prices in USD.</summary>
/// <param name="Timestamp">The start of the bucket, unix seconds (UTC).</param>
/// <param name="Open">The first price.</param>
/// <param name="High">The highest price.</param>
/// <param name="Low">The lowest price.</param>
/// <param name="Close">The last price so far; the newest bucket is still open.</param>
/// <param name="Volume">The traded amount in token units.</param>
public readonly record struct Candle(
    [property: JsonPropertyName("timestamp")] long Timestamp,
    [property: JsonPropertyName("open")] double Open,
    [property: JsonPropertyName("high")] double High,
    [property: JsonPropertyName("low")] double Low,
    [property: JsonPropertyName("close")] double Close,
    [property: JsonPropertyName("volume")] double Volume);
