namespace BirdeyeDiscovery;

/// <summary>The answer to an operator's action.</summary>
public sealed record OperatorResult
{
    /// <summary>Gets what became of it.</summary>
    public required OperatorStatus Status { get; init; }

    /// <summary>Gets why it is refused.</summary>
    public OperatorRefusal Refusal { get; init; }

    /// <summary>Gets the answer in words, fit to be shown.</summary>
    public required string Message { get; init; }

    /// <summary>Gets the token as it is stored now; <see langword="null"/> when there is none.</summary>
    public TrackedToken? Token { get; init; }

    /// <summary>Gets what would not be refused for its status, as the token stands now; empty when there is none.</summary>
    public IReadOnlyList<OperatorAct> Allowed { get; init; } = [];

    /// <summary>Gets the events that this call wrote; an action that changes no status writes none.</summary>
    public IReadOnlyList<LifecycleEvent> Events { get; init; } = [];
}
