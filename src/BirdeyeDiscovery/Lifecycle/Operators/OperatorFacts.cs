namespace BirdeyeDiscovery.Storage;

/// <summary>
/// Represents what a store knows when it decides on an operator's action. It is read in the transaction that writes the action.
/// </summary>
public sealed class OperatorFacts
{
    /// <summary>Gets the token with the command's address.</summary>
    public TrackedToken? Token { get; init; }

    /// <summary>Gets the address to which the command's address migrated, one step only.</summary>
    public string? MovedTo { get; init; }

    /// <summary>Gets the token with the new address of a migration.</summary>
    public TrackedToken? Target { get; init; }

    /// <summary>Gets the address to which the new address of a migration migrated, one step only.</summary>
    public string? TargetMovedTo { get; init; }

    /// <summary>Gets the action that was done under the command's request id.</summary>
    public OperatorRecord? Earlier { get; init; }
}
