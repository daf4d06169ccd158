namespace BirdeyeDiscovery.Testing;

/// <summary>A request to the local Birdeye. The API key itself is not stored.</summary>
/// <param name="At">The time, by the clock of the local Birdeye.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path, without the query.</param>
/// <param name="Query">The query values, decoded.</param>
/// <param name="Status">The HTTP status of the answer; 0 if there was no answer.</param>
/// <param name="HasKey">Whether the request carried an <c>X-API-KEY</c>.</param>
/// <param name="Chain">The <c>x-chain</c> header, or null.</param>
/// <remarks>Two are equal only if they refer to the same collections.</remarks>
public sealed record LocalRequest(
    DateTimeOffset At, string Method, string Path, IReadOnlyDictionary<string, string> Query, int Status, bool HasKey, string? Chain);
