using System.Diagnostics;

namespace BirdeyeDiscovery.Strategies;

/// <summary>A change in the live strategy of a token.</summary>
/// <param name="kind">The kind of the change.</param>
/// <param name="strategy">The strategy; the last one when it ended.</param>
/// <param name="failure">The reason why no instance was created, if that failed.</param>
[DebuggerDisplay("{Kind}: {Strategy}")]
public sealed class StrategyNotice(StrategyNoticeKind kind, TokenStrategy strategy, Exception? failure)
{
    /// <summary>Gets the kind of the change.</summary>
    public StrategyNoticeKind Kind { get; } = kind;

    /// <summary>Gets the strategy; the last one when it ended.</summary>
    public TokenStrategy Strategy { get; } = strategy;

    /// <summary>Gets the reason why no instance was created, if that failed.</summary>
    public Exception? Failure { get; } = failure;
}
