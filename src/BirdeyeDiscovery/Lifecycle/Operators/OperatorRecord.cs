namespace BirdeyeDiscovery;

/// <summary>A row of <c>operator_actions</c>: what was done by hand. Refused actions leave none.</summary>
/// <param name="Id">The number, in the order of the commits.</param>
/// <param name="RequestId">The id under which it was done once.</param>
/// <param name="Act">What was done.</param>
/// <param name="Address">The address of the token then.</param>
/// <param name="NewAddress">The new address of a migration.</param>
/// <param name="By">Who did it.</param>
/// <param name="Reason">Why.</param>
/// <param name="IsForced">Whether a removal took place in spite of open or unknown positions.</param>
/// <param name="CreatedAt">When.</param>
public sealed record OperatorRecord(
    long Id, string RequestId, OperatorAct Act, string Address, string? NewAddress, string By, string Reason, bool IsForced, DateTimeOffset CreatedAt);
