using System.Diagnostics;

namespace BirdeyeDiscovery.Strategies;

/// <summary>The strategy of a tracked token: type, configuration and version, all of one moment.</summary>
/// <param name="Address">The mint address.</param>
/// <param name="Symbol">The symbol, a label.</param>
/// <param name="StrategyType">The strategy type.</param>
/// <param name="StrategyConfig">
/// The configuration as JSON, or <see langword="null"/> when there is none; a store may reformat the JSON.
/// </param>
[DebuggerDisplay("{Symbol,nq} version {Version}: {StrategyType,nq}")]
public sealed record TokenStrategy(string Address, string Symbol, string StrategyType, string? StrategyConfig)
{
    /// <summary>Gets the version, starting at 1; 0 when another program wrote the row.</summary>
    public int Version { get; init; }

    /// <summary>Gets a value indicating whether a person set the strategy: cycles then leave it unchanged.</summary>
    public bool IsByHand { get; init; }
}
