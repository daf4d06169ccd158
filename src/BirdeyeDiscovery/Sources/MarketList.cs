using System.Text.Json.Serialization;

namespace BirdeyeDiscovery.Sources;

/// <summary>The tokens that a source proposes in one cycle, each address once, best first.</summary>
public sealed record MarketList : ICheckedAnswer
{
    // Prices of an older list are no authority any more.
    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(5);

    /// <summary>Gets how many tokens were asked for.</summary>
    public required int Limit { get; init; }

    /// <summary>Gets the tokens.</summary>
    public required IReadOnlyList<MarketFacts> Tokens { get; init; }

    /// <summary>Gets when the source made the list (UTC), if it says so; of several pages the oldest.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>Gets how many rows had no usable address.</summary>
    public int UnreadableRows { get; init; }

    /// <summary>Gets the calls that failed while the list was read. A list with failures serves the running cycle and is never cached.</summary>
    [JsonIgnore]
    public IReadOnlyList<SourceFailure> Failures { get; init; } = [];

    /// <summary>Gets what else kept the list from being whole, in words; such a list is never cached.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Faults { get; init; } = [];

    /// <summary>Tells whether the figures of the list are recent enough to be used.</summary>
    /// <param name="now">The time of the cycle.</param>
    /// <returns>Whether they are.</returns>
    public bool IsFresh(DateTimeOffset now) => UpdatedAt is not { } updated || now - updated <= MaxAge;

    bool ICheckedAnswer.IsPlausible(DateTimeOffset now) =>
        Tokens is not null
        && UnreadableRows >= 0
        && (UpdatedAt is not { } updated || Plausible.IsTime(updated, now))
        && Tokens.All(token => token is ICheckedAnswer row && row.IsPlausible(now));
}
