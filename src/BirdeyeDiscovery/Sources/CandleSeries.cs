using System.Text.Json.Serialization;

namespace BirdeyeDiscovery.Sources;

/// <summary>Candles of one token and interval: ascending, one per bucket and at its start, quiet buckets absent.</summary>
/// <param name="Candles">The candles.</param>
/// <param name="UnreadableRows">How many rows of the answer could not be read.</param>
public sealed record CandleSeries(IReadOnlyList<Candle> Candles, int UnreadableRows) : ICheckedAnswer
{
    /// <summary>Gets how many rows were left out because a figure is missing or no trades can have made it.</summary>
    public int ImpossibleRows { get; init; }

    /// <summary>Gets the start of the time that the candles tell whole, unix seconds, when it is not the whole history.</summary>
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
            if (!CandleRules.IsPlausible(Candles[index]) || (index > 0 && Candles[index].Timestamp <= Candles[index - 1].Timestamp))
            {
                return false;
            }
        }

        return Candles.Count == 0 || Plausible.IsTime(DateTimeOffset.FromUnixTimeSeconds(Candles[^1].Timestamp), now);
    }
}
