namespace BirdeyeDiscovery;

/// <summary>
/// Everything a plan is made from. It is stored beside the snapshot, so that the decision can be made again from the store alone.
/// </summary>
internal sealed record CycleInput
{
    public required DateTimeOffset CycleTimestamp { get; init; }

    public required string Chain { get; init; }

    /// <summary>The options of this cycle; where the API is and how it is reached are not among them.</summary>
    public required BirdeyeDiscoveryOptions Options { get; init; }

    public required string ScoreVersion { get; init; }

    public required string OptionsHash { get; init; }

    /// <summary>What earlier cycles left, cut down to the tokens that matter to this one.</summary>
    public required CycleState State { get; init; }

    /// <summary>Every token of the cycle once: the trending list in its order, then tracked tokens that are not on it.</summary>
    public required IReadOnlyList<CandidateFacts> Candidates { get; init; }

    /// <summary>The addresses of tracked tokens that become permanent in this cycle, since they are seeds.</summary>
    public IReadOnlyList<string> Adopted { get; init; } = [];

    /// <summary>Whether at least one trending row was read.</summary>
    public required bool ListRead { get; init; }

    /// <summary>What kept the cycle from being complete; empty when nothing did.</summary>
    public IReadOnlyList<string> Faults { get; init; } = [];

    public int ApiCalls { get; init; }

    public long ComputeUnits { get; init; }

    public int DurationMs { get; init; }

    public long Epoch { get; init; }

    /// <summary>By address of paused tokens whose time is up.</summary>
    public IReadOnlyDictionary<string, PositionState> Positions { get; init; } = new Dictionary<string, PositionState>();

    /// <summary>By address the start of the earliest five-minute candle that this cycle read.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset> FirstCandles { get; init; } = new Dictionary<string, DateTimeOffset>();
}
