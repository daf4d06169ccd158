using System.Text.Json.Serialization;

namespace BirdeyeDiscovery.Sources;

/// <summary>
/// Candles of one token and interval: ascending, at most one per bucket, with the bucket's start as time; a bucket without swaps has none.
/// </summary>
/// <param name="candles">The candles.</param>
/// <param name="unreadableRows">The number of rows of the answer that could not be read.</param>
public sealed class CandleSeries(IReadOnlyList<Candle> candles, int unreadableRows) : ICheckedAnswer
{
    /// <summary>Gets the candles.</summary>
    public IReadOnlyList<Candle> Candles { get; } = candles;

    /// <summary>Gets the number of rows of the answer that could not be read.</summary>
    public int UnreadableRows { get; } = unreadableRows;

    /// <summary>Gets the number of rows that were left out because a figure is missing or no swaps can have produced the figures.</summary>
    internal int ImpossibleRows { get; set; }

    /// <summary>
    /// Gets the start, in unix seconds, of the period that the market source's candles cover completely; null when they are the whole
    /// history.
    /// </summary>
    [JsonIgnore]
    internal long? From { get; init; }

    /// <summary>Copies the answer with other candles, with another start, or with more rows that were left out.</summary>
    internal CandleSeries With(IReadOnlyList<Candle>? candles = null, long? from = null, int impossible = 0) =>
        new(candles ?? Candles, UnreadableRows) { ImpossibleRows = ImpossibleRows + impossible, From = from ?? From };

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
