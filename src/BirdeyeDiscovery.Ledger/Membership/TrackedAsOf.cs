namespace BirdeyeDiscovery.Ledger;

/// <summary>Represents a token as it was tracked at a moment.</summary>
public sealed record TrackedAsOf
{
    /// <summary>Gets the mint address at that moment.</summary>
    public required string Address { get; init; }

    /// <summary>Gets the symbol as the last score has it; without a score, the symbol of the present row, if there is one.</summary>
    public string? Symbol { get; init; }

    /// <summary>Gets the status.</summary>
    public required TokenStatus Status { get; init; }

    /// <summary>Gets since when the token had this status.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Gets the reason of the last change of its status.</summary>
    public required string Reason { get; init; }

    /// <summary>Gets the last score up to that moment; <see langword="null"/> if there was none or retention dropped it.</summary>
    public ScoreHistoryEntry? Score { get; init; }
}
