namespace BirdeyeDiscovery;

/// <summary>Represents the answer to an operator's action.</summary>
/// <remarks>Two are equal only if they refer to the same collections.</remarks>
public sealed record OperatorResult
{
    /// <summary>Gets the status of the action.</summary>
    public required OperatorStatus Status { get; init; }

    /// <summary>Gets why the action is refused.</summary>
    public OperatorRefusal Refusal { get; init; }

    /// <summary>Gets the answer as text for people.</summary>
    public required string Message { get; init; }

    /// <summary>Gets the token as it is stored now, or <see langword="null"/> when there is none.</summary>
    public TrackedToken? Token { get; init; }

    /// <summary>Gets the actions that the current status of the token allows; empty when there is no token.</summary>
    public IReadOnlyList<OperatorAct> Allowed { get; init; } = [];

    /// <summary>Gets the events that this call wrote. An action that changes no status writes none.</summary>
    public IReadOnlyList<LifecycleEvent> Events { get; init; } = [];
}
