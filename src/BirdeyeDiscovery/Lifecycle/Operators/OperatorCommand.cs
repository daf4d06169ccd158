namespace BirdeyeDiscovery.Storage;

/// <summary>An operator's action as a store carries it out. <see cref="ITokenLifecycle"/> makes it, checked and with all that it needs.</summary>
public sealed record OperatorCommand
{
    /// <summary>Gets what is to be done.</summary>
    public required OperatorAct Act { get; init; }

    /// <summary>Gets the address of the token, in the form in which addresses are compared.</summary>
    public required string Address { get; init; }

    /// <summary>Gets the new address of a migration; <see langword="null"/> for everything else.</summary>
    public string? NewAddress { get; init; }

    /// <summary>Gets who and why.</summary>
    public required string By { get; init; }

    /// <summary>Gets the reason.</summary>
    public required string Reason { get; init; }

    /// <summary>Gets the id under which the action is done once.</summary>
    public required string RequestId { get; init; }

    /// <summary>Gets what is known of the token's positions; asked for removals only.</summary>
    public PositionState Position { get; init; }

    /// <summary>Gets a value indicating whether a removal takes place in spite of open or unknown positions.</summary>
    public bool IsForced { get; init; }

    /// <summary>Gets when it is done, in whole milliseconds.</summary>
    public required DateTimeOffset At { get; init; }
}
