namespace BirdeyeDiscovery;

/// <summary>
/// The complete input of a cycle: its candidates, options and state. It is stored beside the snapshot, so that the decision can be repeated
/// from the store alone.
/// </summary>
internal sealed record CycleInput
{
    public required DateTimeOffset CycleTimestamp { get; init; }

    public required string Chain { get; init; }

    /// <summary>The market source of the facts in the input of a cycle; null where an earlier version stored the input.</summary>
    public string? Source { get; init; }

    /// <summary>The options in the input of a cycle, without those about the address of the API and the access to it.</summary>
    public required BirdeyeDiscoveryOptions Options { get; init; }

    public required string ScoreVersion { get; init; }

    public required string OptionsHash { get; init; }

    /// <summary>The state in the input of a cycle, left by earlier cycles and reduced to the tokens that matter to this one.</summary>
    public required CycleState State { get; init; }

    /// <summary>
    /// Every candidate in the input of a cycle once: the trending list in its order, then the tracked tokens that are not on it.
    /// </summary>
    public required IReadOnlyList<CandidateFacts> Candidates { get; init; }

    /// <summary>The addresses in the input of a cycle of tracked tokens that become permanent because they are seeds.</summary>
    public IReadOnlyList<string> Adopted { get; init; } = [];

    /// <summary>Whether at least one trending row was read for the input of the cycle.</summary>
    public required bool ListRead { get; init; }

    /// <summary>How many candidates in the input of a cycle were read in full: all, or only those that could change a decision.</summary>
    public CycleEnrichment Enrichment { get; init; }

    /// <summary>In the input of a cycle, the number of decisions that staging would have changed; known after an audit only.</summary>
    public int? StagingDifferences { get; init; }

    /// <summary>The faults that made the input of the cycle incomplete; empty when there are none.</summary>
    public IReadOnlyList<string> Faults { get; init; } = [];

    public int ApiCalls { get; init; }

    public long ComputeUnits { get; init; }

    /// <summary>
    /// In the input of a cycle, the state of the budget after the calls. The <see cref="Options"/> already contain what the budget
    /// stretched.
    /// </summary>
    public BudgetForecast? Budget { get; init; }

    public int DurationMs { get; init; }

    public long Epoch { get; init; }

    /// <summary>The position states in the input of a cycle of paused tokens that are due for removal, by address.</summary>
    public IReadOnlyDictionary<string, PositionState> Positions { get; init; } = new Dictionary<string, PositionState>();

    /// <summary>The start of the earliest five-minute candle that this cycle read, by the address of a candidate.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset> FirstCandles { get; init; } = new Dictionary<string, DateTimeOffset>();
}
