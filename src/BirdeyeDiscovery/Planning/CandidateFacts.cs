namespace BirdeyeDiscovery;

/// <summary>
/// All that one cycle learned of one token, after each input got its one authority. <see langword="null"/> means not known; numbers are finite and in range.
/// It is part of the stored input of a cycle, so it holds plain values only.
/// </summary>
internal sealed record CandidateFacts : MarketFigures
{
    public CandidateFacts()
    {
    }

    private CandidateFacts(MarketFigures figures)
        : base(figures)
    {
    }

    /// <summary>The failed call for security facts, whatever its source calls it.</summary>
    public const string SecurityCall = "Security";

    public required string Address { get; init; }

    public required string Symbol { get; init; }

    public string Name { get; init; } = "";

    /// <summary>The position on this cycle's trending list, counted from 1 after deduplication; null when it is not on the list.</summary>
    public int? ListPosition { get; init; }

    /// <summary>The security facts; null unless there is a valid answer.</summary>
    public SecurityFacts? Security { get; init; }

    /// <summary>Whether security was asked for in this cycle, by a call or from the cache.</summary>
    public bool SecurityAsked { get; init; }

    /// <summary>Whether market data was asked for; it is not for a candidate that the cheap gates dropped.</summary>
    public bool MarketAsked { get; init; }

    /// <summary>The endpoints whose call failed for this token, other than by a refusal of the plan.</summary>
    public IReadOnlyList<string> FailedCalls { get; init; } = [];

    /// <summary>The fields that were invalid on the wire.</summary>
    public IReadOnlyList<string> InvalidFields { get; init; } = [];

    public DateTimeOffset? ListAsOf { get; init; }

    public DateTimeOffset? MarketAsOf { get; init; }

    public DateTimeOffset? SecurityAsOf { get; init; }

    /// <summary>Gets these facts with all figures of an answer in place of the own ones.</summary>
    public CandidateFacts WithFigures(MarketFigures figures) => new(figures)
    {
        Address = Address,
        Symbol = Symbol,
        Name = Name,
        ListPosition = ListPosition,
        Security = Security,
        SecurityAsked = SecurityAsked,
        MarketAsked = MarketAsked,
        FailedCalls = FailedCalls,
        InvalidFields = InvalidFields,
        ListAsOf = ListAsOf,
        MarketAsOf = MarketAsOf,
        SecurityAsOf = SecurityAsOf,
    };
}
