using System.Globalization;
using System.Text.Json;
using StackExchange.Redis;

namespace BirdeyeDiscovery;

/// <summary>Reads and writes the candles of a list in Redis; each row is one JSON object.</summary>
internal static class CandleJson
{
    // An upper bound for the JSON of one candle in Redis: the names take 61 bytes, a timestamp at most 19 and each of the five numbers at
    // most 24.
    private const int LongestRow = 256;
    private const int UsualRow = 128;

    /// <summary>
    /// Gets whether a candle may be written to Redis. The reader applies the same rule: a list with any other row is damaged.
    /// </summary>
    public static bool IsWritable(Candle candle) => CandleRules.IsPlausible(candle);

    /// <summary>
    /// Writes candles for Redis into one buffer, byte for byte as the serializer does, because a first publication writes thousands of
    /// them.
    /// </summary>
    /// <param name="candles">The candles.</param>
    /// <param name="rows">Receives the row of each candle that can be written.</param>
    public static void Write(IReadOnlyList<Candle> candles, List<RedisValue> rows)
    {
        var buffer = new byte[candles.Count * UsualRow];
        var used = 0;
        foreach (var candle in candles)
        {
            if (!IsWritable(candle))
            {
                continue;
            }

            if (buffer.Length - used < LongestRow)
            {
                // The rows sent to Redis are slices of the buffer. A full buffer is replaced and not reused, because its rows still refer
                // to it.
                buffer = new byte[Math.Max(buffer.Length, LongestRow)];
                used = 0;
            }

            var length = Write(candle, buffer.AsSpan(used));
            rows.Add(new ReadOnlyMemory<byte>(buffer, used, length));
            used += length;
        }
    }

    /// <summary>Reads a candle list from Redis.</summary>
    /// <param name="rows">The rows, oldest first.</param>
    /// <param name="interval">The interval of the list.</param>
    /// <param name="isSound">Whether every row is a possible candle at the start of its bucket and later than the row before it.</param>
    /// <returns>The candles of the rows that can be read.</returns>
    public static List<Candle> Read(RedisValue[] rows, CandleInterval interval, out bool isSound)
    {
        var candles = new List<Candle>(rows.Length);
        foreach (var row in rows)
        {
            if (TryRead(row, out var candle))
            {
                candles.Add(candle);
            }
        }

        isSound = candles.Count == rows.Length && CandleRules.AreSound(candles, interval);
        return candles;
    }

    private static int Write(Candle candle, Span<byte> row)
    {
        var used = Copy("{\"timestamp\":"u8, row);
        candle.Timestamp.TryFormat(row[used..], out var written, default, CultureInfo.InvariantCulture);
        used += written;
        used += Write(",\"open\":"u8, candle.Open, row[used..]);
        used += Write(",\"high\":"u8, candle.High, row[used..]);
        used += Write(",\"low\":"u8, candle.Low, row[used..]);
        used += Write(",\"close\":"u8, candle.Close, row[used..]);
        used += Write(",\"volume\":"u8, candle.Volume, row[used..]);
        row[used] = (byte)'}';
        return used + 1;
    }

    private static int Write(ReadOnlySpan<byte> name, double value, Span<byte> row)
    {
        var used = Copy(name, row);
        value.TryFormat(row[used..], out var written, default, CultureInfo.InvariantCulture);
        return used + written;
    }

    private static int Copy(ReadOnlySpan<byte> text, Span<byte> row)
    {
        text.CopyTo(row);
        return text.Length;
    }

    private static bool TryRead(RedisValue row, out Candle candle)
    {
        try
        {
            candle = JsonSerializer.Deserialize(((ReadOnlyMemory<byte>)row).Span, CacheJsonContext.Live.Candle);
            return CandleRules.IsPlausible(candle);
        }
        catch (JsonException)
        {
            candle = default;
            return false;
        }
    }
}
