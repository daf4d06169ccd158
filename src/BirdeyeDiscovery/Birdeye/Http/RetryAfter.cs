using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

namespace BirdeyeDiscovery;

/// <summary>Reads from the headers of a response how long the API asks the client to wait.</summary>
internal static class RetryAfter
{
    /// <summary>
    /// The longest wait that is accepted from the API's Retry-After header; a wrong header must not stop the engine permanently.
    /// </summary>
    public static readonly TimeSpan Max = TimeSpan.FromMinutes(15);

    public static TimeSpan? Read(HttpResponseMessage response, DateTimeOffset now)
    {
        var asked = First(response.Headers, "Retry-After") is { } text ? ReadHeader(text, now) : null;

        // Responses of the API other than 429 carry the reset time as information, not as a request to wait.
        if (asked is null
            && response.StatusCode == HttpStatusCode.TooManyRequests
            && First(response.Headers, "x-ratelimit-reset") is { } reset)
        {
            asked = ReadReset(reset, now);
        }

        return asked is { } wait && wait > TimeSpan.Zero ? TimeSpan.FromTicks(Math.Min(wait.Ticks, Max.Ticks)) : null;
    }

    private static TimeSpan? ReadHeader(string text, DateTimeOffset now)
    {
        if (TryNumber(text, out var seconds))
        {
            return Seconds(seconds);
        }

        return DateTimeOffset.TryParseExact(text, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
            ? date - now
            : null;
    }

    // The reset header of the API is either seconds to wait or a unix time in seconds or milliseconds. A value that would mean a wait of
    // thirty years is a time.
    private static TimeSpan? ReadReset(string text, DateTimeOffset now)
    {
        if (!TryNumber(text, out var value))
        {
            return null;
        }

        return value switch
        {
            >= 1e11 => Seconds((value / 1000) - now.ToUnixTimeSeconds()),
            >= 1e9 => Seconds(value - now.ToUnixTimeSeconds()),
            _ => Seconds(value),
        };
    }

    private static bool TryNumber(string text, out double value) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);

    private static TimeSpan Seconds(double value) => TimeSpan.FromSeconds(Math.Clamp(value, 0, Max.TotalSeconds));

    private static string? First(HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out var values) ? values.FirstOrDefault()?.Trim() : null;
}
