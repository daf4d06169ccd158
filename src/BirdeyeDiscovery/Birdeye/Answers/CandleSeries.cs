using System.Text.Json.Serialization;

namespace BirdeyeDiscovery;

/// <summary>Candles of one token and interval: ascending, one per bucket, quiet buckets absent.</summary>
internal sealed record CandleSeries(IReadOnlyList<Candle> Candles, int UnreadableRows)
{
    /// <summary>Gets the start of the time that was asked for, unix seconds, when it was not the whole history.</summary>
    [JsonIgnore]
    public long? From { get; init; }
}
