namespace BirdeyeDiscovery.Strategies;

/// <summary>What became of a change.</summary>
/// <param name="Status">The status.</param>
/// <param name="Message">The same in words; a refusal names what was expected and what is.</param>
public sealed record StrategyChangeResult(StrategyChangeStatus Status, string Message)
{
    /// <summary>Gets the strategy after the call; <see langword="null"/> when the token is not tracked.</summary>
    public TokenStrategy? Current { get; init; }

    /// <summary>Gets the version that was written now, or before under the same id.</summary>
    public StrategyVersion? Version { get; init; }

    /// <summary>Gets a value indicating whether the change is stored, by this call or before.</summary>
    public bool IsDone => Status is StrategyChangeStatus.Changed or StrategyChangeStatus.AlreadyChanged or StrategyChangeStatus.Unchanged;
}
