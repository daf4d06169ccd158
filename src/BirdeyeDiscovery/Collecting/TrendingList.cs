namespace BirdeyeDiscovery;

/// <summary>The trending list of one cycle as it is cached: each address once, best first.</summary>
/// <param name="Limit">How many were asked for.</param>
/// <param name="UpdatedAt">When the API made the list, if it says so; the oldest of its pages.</param>
/// <param name="Tokens">The rows.</param>
/// <param name="UnreadableRows">How many rows had no usable address.</param>
internal sealed record TrendingList(int Limit, DateTimeOffset? UpdatedAt, IReadOnlyList<ListedToken> Tokens, int UnreadableRows)
{
    /// <summary>A list older than this is no authority for prices any more (D25).</summary>
    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(5);

    public bool IsFresh(DateTimeOffset now) => UpdatedAt is not { } updated || now - updated <= MaxAge;
}
