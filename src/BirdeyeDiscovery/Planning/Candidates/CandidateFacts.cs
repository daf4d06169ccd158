namespace BirdeyeDiscovery;

/// <summary>
/// The facts of a candidate: everything that one cycle learned of one token, with one authoritative source for each input.
/// <see langword="null"/> means unknown; numbers are finite and in range. It is part of the stored input of a cycle, so it contains plain
/// values only.
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

    /// <summary>The name under which a candidate's facts list a failed call for its security, whatever the source calls it.</summary>
    public const string SecurityCall = "Security";

    public required string Address { get; init; }

    public required string Symbol { get; init; }

    public string Name { get; init; } = "";

    /// <summary>
    /// The position of the candidate on this cycle's trending list, counted from 1 after deduplication; null when it is not on the list.
    /// </summary>
    public int? ListPosition { get; init; }

    /// <summary>The security facts of the candidate; null unless there is a valid answer.</summary>
    public SecurityFacts? Security { get; init; }

    /// <summary>Whether the candidate's security was requested in this cycle, from the API or the cache.</summary>
    public bool SecurityAsked { get; init; }

    /// <summary>Whether the candidate's market data was requested; it is not requested if the cheap gates rejected the candidate.</summary>
    public bool MarketAsked { get; init; }

    /// <summary>Whether candles were requested for a price change of the candidate that no other answer gave.</summary>
    public bool CandlesAsked { get; init; }

    /// <summary>Whether a sample of the candidate's swaps was requested.</summary>
    public bool SwapsAsked { get; init; }

    /// <summary>The endpoints whose call failed for this candidate for another reason than a refusal by the plan.</summary>
    public IReadOnlyList<string> FailedCalls { get; init; } = [];

    /// <summary>The fields of the candidate's facts that were invalid in an answer.</summary>
    public IReadOnlyList<string> InvalidFields { get; init; } = [];

    public DateTimeOffset? ListAsOf { get; init; }

    public DateTimeOffset? MarketAsOf { get; init; }

    public DateTimeOffset? SecurityAsOf { get; init; }

    /// <summary>Gets the candidate's facts with all figures of an answer instead of their own.</summary>
    public CandidateFacts WithFigures(MarketFigures figures) => new(figures)
    {
        Address = Address,
        Symbol = Symbol,
        Name = Name,
        ListPosition = ListPosition,
        Security = Security,
        SecurityAsked = SecurityAsked,
        MarketAsked = MarketAsked,
        CandlesAsked = CandlesAsked,
        SwapsAsked = SwapsAsked,
        FailedCalls = FailedCalls,
        InvalidFields = InvalidFields,
        ListAsOf = ListAsOf,
        MarketAsOf = MarketAsOf,
        SecurityAsOf = SecurityAsOf,
    };
}
