namespace BirdeyeDiscovery;

/// <summary>One whole cycle as bots see it (<c>discovery:view</c>).</summary>
public sealed record LiveView
{
    /// <summary>Gets the cycle's time.</summary>
    public required DateTimeOffset CycleTimestamp { get; init; }

    /// <summary>Gets the outcome of the cycle.</summary>
    public required CycleOutcome Outcome { get; init; }

    /// <summary>Gets how many candidates passed security.</summary>
    public required int CandidateCount { get; init; }

    /// <summary>Gets the addresses of the active tokens, by tracked number.</summary>
    public required IReadOnlyList<string> ActiveTokens { get; init; }

    /// <summary>Gets the scores, best rank first.</summary>
    public required IReadOnlyList<TokenScoreView> Scores { get; init; }
}
