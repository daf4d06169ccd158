namespace BirdeyeDiscovery.Ledger;

/// <summary>Represents how often candidates were rejected at a stage for a reason.</summary>
public sealed class RejectionCount
{
    /// <summary>Gets the stage.</summary>
    public required RejectionStage Stage { get; init; }

    /// <summary>Gets the reason, a code of <see cref="ReasonCodes"/>.</summary>
    public required string ReasonCode { get; init; }

    /// <summary>Gets the number of rejection rows.</summary>
    public long Count { get; init; }

    /// <summary>Gets the number of rejection rows in each of <see cref="LedgerReport.Periods"/>.</summary>
    public required IReadOnlyList<int> ByPeriod { get; init; }
}
