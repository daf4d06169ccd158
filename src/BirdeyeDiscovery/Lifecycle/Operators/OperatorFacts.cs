namespace BirdeyeDiscovery.Storage;

/// <summary>What a store knows when it decides on an operator's action, read in the transaction that writes it.</summary>
public sealed record OperatorFacts
{
    /// <summary>Gets the token of the command's address.</summary>
    public TrackedToken? Token { get; init; }

    /// <summary>Gets where the command's address moved to, one step on.</summary>
    public string? MovedTo { get; init; }

    /// <summary>Gets the token of the new address of a migration.</summary>
    public TrackedToken? Target { get; init; }

    /// <summary>Gets where the new address of a migration moved to, one step on.</summary>
    public string? TargetMovedTo { get; init; }

    /// <summary>Gets the action that was done under the command's request id.</summary>
    public OperatorRecord? Earlier { get; init; }
}
