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

    /// <summary>
    /// Gets for how many seconds the view was fresh when it was published: two cycles from its end, 0 when it was stale already. <see langword="null"/> when
    /// nobody said. <c>discovery:fresh</c> is there for as long.
    /// </summary>
    public double? FreshSeconds { get; init; }
}
