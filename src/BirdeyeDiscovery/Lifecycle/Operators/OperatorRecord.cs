using System.Diagnostics;

namespace BirdeyeDiscovery;

/// <summary>Represents a row of <c>operator_actions</c>: an action by hand. A refused action has no row.</summary>
[DebuggerDisplay("{Id}: {Act} {Address,nq} by {By,nq}")]
public sealed class OperatorRecord
{
    /// <summary>Gets the id, in the order of the commits.</summary>
    public required long Id { get; init; }

    /// <summary>Gets the request id, which ensured that the action was done once.</summary>
    public required string RequestId { get; init; }

    /// <summary>Gets the action.</summary>
    public required OperatorAct Act { get; init; }

    /// <summary>Gets the address of the token at that time.</summary>
    public required string Address { get; init; }

    /// <summary>Gets the new address of a migration.</summary>
    public string? NewAddress { get; init; }

    /// <summary>Gets the name of the operator.</summary>
    public required string By { get; init; }

    /// <summary>Gets the reason.</summary>
    public required string Reason { get; init; }

    /// <summary>Gets a value indicating whether a removal took place in spite of open or unknown positions.</summary>
    public bool IsForced { get; init; }

    /// <summary>Gets the time of the action.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}
