namespace BirdeyeDiscovery.Ledger;

/// <summary>Represents a past cycle as it would have been.</summary>
/// <remarks>Two are equal only if they refer to the same collections.</remarks>
public sealed record ReplayedCycle
{
    /// <summary>Gets the plan that the replay made.</summary>
    public required CyclePlan Plan { get; init; }

    /// <summary>Gets the addresses of the active tokens after the cycle, in ordinal order.</summary>
    public required IReadOnlyList<string> Active { get; init; }

    /// <summary>Gets the addresses that were really active after the cycle, in ordinal order.</summary>
    public required IReadOnlyList<string> StoredActive { get; init; }

    /// <summary>Gets the tokens on which the replay cannot decide in this cycle; they keep their status.</summary>
    public required IReadOnlyList<UndecidedToken> Undecided { get; init; }
}
