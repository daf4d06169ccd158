namespace BirdeyeDiscovery;

/// <summary>Represents a row of <c>operator_actions</c>: an action by hand. A refused action has no row.</summary>
/// <param name="Id">The id, in the order of the commits.</param>
/// <param name="RequestId">The request id, which ensured that the action was done once.</param>
/// <param name="Act">The action.</param>
/// <param name="Address">The address of the token at that time.</param>
/// <param name="NewAddress">The new address of a migration.</param>
/// <param name="By">The name of the operator.</param>
/// <param name="Reason">The reason.</param>
/// <param name="IsForced">Whether a removal took place in spite of open or unknown positions.</param>
/// <param name="CreatedAt">The time of the action.</param>
public sealed record OperatorRecord(
    long Id,
    string RequestId,
    OperatorAct Act,
    string Address,
    string? NewAddress,
    string By,
    string Reason,
    bool IsForced,
    DateTimeOffset CreatedAt);
