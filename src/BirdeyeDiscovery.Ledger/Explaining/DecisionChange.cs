namespace BirdeyeDiscovery.Ledger;

/// <summary>Represents a token in two cycles, as the stored rows have it.</summary>
public sealed record DecisionChange
{
    /// <summary>Gets the mint address.</summary>
    public required string Address { get; init; }

    /// <summary>Gets the symbol.</summary>
    public required string Symbol { get; init; }

    /// <summary>Gets the decision of the earlier cycle.</summary>
    public required TokenDecision From { get; init; }

    /// <summary>Gets its reason.</summary>
    public string? FromReason { get; init; }

    /// <summary>Gets the earlier total, if the token was scored.</summary>
    public decimal? FromTotal { get; init; }

    /// <summary>Gets the earlier slot rank.</summary>
    public int? FromSlotRank { get; init; }

    /// <summary>Gets the decision of the later cycle.</summary>
    public required TokenDecision To { get; init; }

    /// <summary>Gets its reason.</summary>
    public string? ToReason { get; init; }

    /// <summary>Gets the later total, if the token was scored.</summary>
    public decimal? ToTotal { get; init; }

    /// <summary>Gets the later slot rank.</summary>
    public int? ToSlotRank { get; init; }
}
