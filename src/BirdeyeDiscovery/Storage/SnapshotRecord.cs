using System.Diagnostics;

namespace BirdeyeDiscovery.Storage;

/// <summary>Represents a row of <c>discovery_snapshots</c>: one cycle.</summary>
[DebuggerDisplay("{CycleTimestamp}: {Outcome}, {ScoredCount} scored, {RejectedCount} rejected")]
public sealed record SnapshotRecord
{
    /// <summary>Gets the id of the row; 0 before it is stored.</summary>
    public long Id { get; init; }

    /// <summary>Gets the time of the cycle (UTC, whole milliseconds), which is also its identity: one row per time.</summary>
    public required DateTimeOffset CycleTimestamp { get; init; }

    /// <summary>Gets the epoch of the leader that wrote it.</summary>
    public long Epoch { get; init; }

    /// <summary>Gets the interval in seconds.</summary>
    public int DiscoveryFrequencySecs { get; init; }

    /// <summary>Gets how many trending tokens were requested.</summary>
    public int TrendingLimit { get; init; }

    /// <summary>Gets the liquidity gate in USD.</summary>
    public decimal MinLiquidityUsd { get; init; }

    /// <summary>Gets the volume gate in USD.</summary>
    public decimal MinVolume24hUsd { get; init; }

    /// <summary>Gets how many candidates passed the security check.</summary>
    public int CandidatesCount { get; init; }

    /// <summary>Gets how many tokens entered the active set (in <see cref="DiscoveryMode.Record"/>: would have).</summary>
    public int TokensAdded { get; init; }

    /// <summary>Gets how many tokens left the active set (in <see cref="DiscoveryMode.Record"/>: would have).</summary>
    public int TokensRemoved { get; init; }

    /// <summary>Gets the number of score rows.</summary>
    public int ScoredCount { get; init; }

    /// <summary>Gets the number of rejection rows.</summary>
    public int RejectedCount { get; init; }

    /// <summary>Gets how long the cycle took, in milliseconds.</summary>
    public int DurationMs { get; init; }

    /// <summary>Gets how many requests were sent, retries included.</summary>
    public int ApiCallsMade { get; init; }

    /// <summary>Gets the cost of these requests in compute units, by the configured table.</summary>
    public long ComputeUnits { get; init; }

    /// <summary>Gets the state of the budget of compute units after the cycle; <see langword="null"/> when there is none.</summary>
    public BudgetForecast? Budget { get; init; }

    /// <summary>Gets which candidates were read in full.</summary>
    public CycleEnrichment Enrichment { get; init; }

    /// <summary>
    /// Gets how many decisions staging would have changed; known after a cycle with <see cref="CycleEnrichment.Audit"/> only, and 0 unless
    /// a bound is wrong.
    /// </summary>
    public int? StagingDifferences { get; init; }

    /// <summary>Gets the outcome.</summary>
    public required CycleOutcome Outcome { get; init; }

    /// <summary>Gets the error, if any, cleaned and without secrets.</summary>
    public string? Error { get; init; }

    /// <summary>Gets the mode.</summary>
    public required DiscoveryMode Mode { get; init; }

    /// <summary>Gets the version of the scoring model.</summary>
    public required string ScoreVersion { get; init; }

    /// <summary>Gets the hash of all options that decided this cycle.</summary>
    public required string OptionsHash { get; init; }
}
