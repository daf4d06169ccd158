using System.Text.Json.Serialization;

namespace BirdeyeDiscovery;

/// <summary>Candles of one token and interval: ascending, one per bucket, quiet buckets absent.</summary>
/// <param name="Candles">The candles.</param>
/// <param name="UnreadableRows">How many rows of the answer could not be read.</param>
public sealed record CandleSeries(IReadOnlyList<Candle> Candles, int UnreadableRows)
{
    /// <summary>Gets the start of the time that was asked for, unix seconds, when it was not the whole history.</summary>
    [JsonIgnore]
    internal long? From { get; init; }
}
