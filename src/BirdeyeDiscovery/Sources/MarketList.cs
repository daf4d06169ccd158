using System.Text.Json.Serialization;

namespace BirdeyeDiscovery.Sources;

/// <summary>The tokens that a source proposes in one cycle, each address once, best first.</summary>
/// <remarks>Two are equal only if they refer to the same collections.</remarks>
public sealed record MarketList : ICheckedAnswer
{
    // A market source's list that is older than this is not fresh, because its prices are out of date.
    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(5);

    /// <summary>Gets the number of tokens that were requested.</summary>
    public required int Limit { get; init; }

    /// <summary>Gets the tokens.</summary>
    public required IReadOnlyList<MarketFacts> Tokens { get; init; }

    /// <summary>Gets the time when the source compiled the list (UTC), if it says so; the oldest time of several pages.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>Gets the number of rows without a usable address.</summary>
    public int UnreadableRows { get; init; }

    /// <summary>
    /// Gets the failures of the calls that read the list. A list with failures is used in the running cycle and is never cached.
    /// </summary>
    [JsonIgnore]
    public IReadOnlyList<SourceFailure> Failures { get; init; } = [];

    /// <summary>Gets other reasons why the market source's list is incomplete, as text; such a list is never cached.</summary>
    [JsonIgnore]
    internal IReadOnlyList<string> Faults { get; init; } = [];

    /// <summary>Gets the number of pages of the market source's list that had no token which an earlier page did not have.</summary>
    internal int RepeatedPages { get; set; }

    /// <summary>Gets whether the market source compiled the list so recently that its figures may be used.</summary>
    /// <param name="now">The time of the cycle.</param>
    /// <returns>Whether they are.</returns>
    internal bool IsFresh(DateTimeOffset now) => UpdatedAt is not { } updated || now - updated <= MaxAge;

    bool ICheckedAnswer.IsPlausible(DateTimeOffset now) =>
        Tokens is not null
        && UnreadableRows >= 0
        && RepeatedPages >= 0
        && (UpdatedAt is not { } updated || Plausible.IsTime(updated, now))
        && Tokens.All(token => token is ICheckedAnswer row && row.IsPlausible(now));
}
