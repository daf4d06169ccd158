using System.Diagnostics;

namespace BirdeyeDiscovery.Strategies;

/// <summary>The result of a change.</summary>
/// <param name="status">The status.</param>
/// <param name="message">A description of the status; for a refusal it contains the expected and the actual value.</param>
[DebuggerDisplay("{Status}: {Message,nq}")]
public sealed class StrategyChangeResult(StrategyChangeStatus status, string message)
{
    /// <summary>Gets the status.</summary>
    public StrategyChangeStatus Status { get; } = status;

    /// <summary>Gets a description of the status; for a refusal it contains the expected and the actual value.</summary>
    public string Message { get; } = message;

    /// <summary>Gets the strategy after the call; <see langword="null"/> when the token is not tracked.</summary>
    public TokenStrategy? Current { get; init; }

    /// <summary>Gets the version that this call wrote, or that an earlier call with the same id wrote.</summary>
    public StrategyVersion? Version { get; init; }

    /// <summary>Gets a value indicating whether the change is stored, by this call or an earlier one.</summary>
    public bool IsDone => Status is StrategyChangeStatus.Changed or StrategyChangeStatus.AlreadyChanged or StrategyChangeStatus.Unchanged;
}
