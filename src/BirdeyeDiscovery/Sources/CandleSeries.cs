using System.Text.Json.Serialization;

namespace BirdeyeDiscovery;

/// <summary>Candles of one token and interval: ascending, one per bucket, quiet buckets absent.</summary>
/// <param name="Candles">The candles.</param>
/// <param name="UnreadableRows">How many rows of the answer could not be read.</param>
public sealed record CandleSeries(IReadOnlyList<Candle> Candles, int UnreadableRows) : ICheckedAnswer
{
    /// <summary>Gets the start of the time that was asked for, unix seconds, when it was not the whole history.</summary>
    [JsonIgnore]
    internal long? From { get; init; }

    bool ICheckedAnswer.IsPlausible(DateTimeOffset now)
    {
        if (Candles is null || UnreadableRows < 0)
        {
            return false;
        }

        for (var index = 0; index < Candles.Count; index++)
        {
            if (!Plausible.Is(Candles[index]) || (index > 0 && Candles[index].Timestamp <= Candles[index - 1].Timestamp))
            {
                return false;
            }
        }

        return Candles.Count == 0 || Plausible.IsTime(DateTimeOffset.FromUnixTimeSeconds(Candles[^1].Timestamp), now);
    }
}
