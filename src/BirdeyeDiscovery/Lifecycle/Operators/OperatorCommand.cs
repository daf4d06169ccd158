using System.Diagnostics;

namespace BirdeyeDiscovery.Storage;

/// <summary>
/// Represents an operator's action as a store carries it out. <see cref="ITokenLifecycle"/> creates it, checked and complete.
/// </summary>
[DebuggerDisplay("{Act} {Address,nq} by {By,nq}")]
public sealed class OperatorCommand
{
    /// <summary>Gets the action.</summary>
    public required OperatorAct Act { get; init; }

    /// <summary>Gets the address of the token, in the form in which addresses are compared.</summary>
    public required string Address { get; init; }

    /// <summary>Gets the new address of a migration, or <see langword="null"/> for every other action.</summary>
    public string? NewAddress { get; init; }

    /// <summary>
    /// Gets the row that <see cref="OperatorAct.Track"/> inserts if the address was never tracked. It is <see langword="null"/> for every
    /// other action, and when the strategy policy has no strategy for the token.
    /// </summary>
    public TrackedToken? NewToken { get; init; }

    /// <summary>Gets the name of the operator.</summary>
    public required string By { get; init; }

    /// <summary>Gets the reason.</summary>
    public required string Reason { get; init; }

    /// <summary>Gets the request id, which ensures that the action is done once.</summary>
    public required string RequestId { get; init; }

    /// <summary>Gets what is known of the token's positions. It is only read for removals.</summary>
    public PositionState Position { get; init; }

    /// <summary>Gets a value indicating whether a removal takes place in spite of open or unknown positions.</summary>
    public bool IsForced { get; init; }

    /// <summary>Gets the time of the action, in whole milliseconds.</summary>
    public required DateTimeOffset At { get; init; }
}
