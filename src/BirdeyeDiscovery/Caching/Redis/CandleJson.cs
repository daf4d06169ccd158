using System.Text.Json;
using StackExchange.Redis;

namespace BirdeyeDiscovery;

/// <summary>Candles as they stand in a list: one JSON object each.</summary>
internal static class CandleJson
{
    /// <summary>JSON knows finite numbers only, and the lists are ordered by their times.</summary>
    public static bool IsWritable(Candle candle) =>
        candle.Timestamp >= 0 && double.IsFinite(candle.Open) && double.IsFinite(candle.High) && double.IsFinite(candle.Low)
        && double.IsFinite(candle.Close) && double.IsFinite(candle.Volume);

    /// <summary>Reads a list.</summary>
    /// <param name="rows">The rows, oldest first.</param>
    /// <param name="isSound">Whether every row is a candle, later than the one before.</param>
    /// <returns>The candles of the rows that are some.</returns>
    public static List<Candle> Read(RedisValue[] rows, out bool isSound)
    {
        var candles = new List<Candle>(rows.Length);
        isSound = true;
        foreach (var row in rows)
        {
            if (TryRead(row, out var candle) && (candles.Count == 0 || candle.Timestamp > candles[^1].Timestamp))
            {
                candles.Add(candle);
            }
            else
            {
                isSound = false;
            }
        }

        return candles;
    }

    private static bool TryRead(RedisValue row, out Candle candle)
    {
        try
        {
            candle = JsonSerializer.Deserialize(((ReadOnlyMemory<byte>)row).Span, CacheJsonContext.Default.Candle);
            return candle.Timestamp > 0;
        }
        catch (JsonException)
        {
            candle = default;
            return false;
        }
    }
}
