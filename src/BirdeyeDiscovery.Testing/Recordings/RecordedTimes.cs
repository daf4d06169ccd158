using System.Text.Json;

namespace BirdeyeDiscovery.Testing;

/// <summary>Finds the times in a recorded answer.</summary>
internal static class RecordedTimes
{
    // Only a number of a recording between these bounds is a time in seconds. Solana did not exist before 2020, and a time in milliseconds
    // is above the upper bound. Any other value is ignored.
    private const double Earliest = 1_577_836_800;
    private const double Latest = 10_000_000_000;

    public static long? Newest(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Array:
                long? newest = null;
                foreach (var item in element.EnumerateArray())
                {
                    newest = Later(newest, Newest(item));
                }

                return newest;
            case JsonValueKind.Object:
                newest = null;
                foreach (var property in element.EnumerateObject())
                {
                    newest = Later(newest, IsTime(property.Name) ? Seconds(property.Value) : Newest(property.Value));
                }

                return newest;
            default:
                return null;
        }
    }

    public static long? Later(long? left, long? right) => left is null || right > left ? right : left;

    private static bool IsTime(string name) =>
        name is "lastTradeUnixTime"
            or "last_trade_unix_time"
            or "blockUnixTime"
            or "block_unix_time"
            or "updateUnixTime"
            or "unixTime"
            or "unix_time";

    private static long? Seconds(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var seconds) && seconds is > Earliest and < Latest
            ? (long)seconds
            : null;
}
