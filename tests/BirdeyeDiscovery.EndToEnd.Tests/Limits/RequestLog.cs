using BirdeyeDiscovery.Testing;

namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>Questions to the log of a local Birdeye.</summary>
internal static class RequestLog
{
    public static string Identity(LocalRequest request) =>
        request.Path + "?" + string.Join('&', request.Query.OrderBy(static pair => pair.Key, StringComparer.Ordinal).Select(static pair => $"{pair.Key}={pair.Value}"));

    /// <summary>How often each request was made that differs from the others in path or query.</summary>
    public static IReadOnlyList<int> Repetitions(IEnumerable<LocalRequest> requests) =>
        [.. requests.CountBy(Identity).Select(static group => group.Value)];

    /// <summary>The most requests in any window of this length, wherever it begins.</summary>
    public static int MostWithin(IReadOnlyList<LocalRequest> requests, TimeSpan window)
    {
        var times = requests.Select(static request => request.At).Order().ToArray();
        var most = 0;
        var first = 0;
        for (var last = 0; last < times.Length; last++)
        {
            while (times[last] - times[first] >= window)
            {
                first++;
            }

            most = Math.Max(most, last - first + 1);
        }

        return most;
    }
}
