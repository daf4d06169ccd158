using System.Diagnostics;

namespace BirdeyeDiscovery.Storage;

/// <summary>The strategy that a cycle assigns to a token that the store already has.</summary>
/// <param name="tokenAddress">The mint address.</param>
/// <param name="expectedVersion">The version on which the cycle based its decision.</param>
/// <param name="strategyType">The strategy type.</param>
/// <param name="strategyConfig">The configuration as JSON, or <see langword="null"/> for none.</param>
/// <param name="reason">The reason (<c>CODE</c> or <c>CODE: text</c>).</param>
[DebuggerDisplay("{TokenAddress,nq}: {StrategyType,nq}")]
public sealed class StrategyAssignment(string tokenAddress, int expectedVersion, string strategyType, string? strategyConfig, string reason)
{
    /// <summary>Gets the mint address.</summary>
    public string TokenAddress { get; } = tokenAddress;

    /// <summary>Gets the version on which the cycle based its decision.</summary>
    public int ExpectedVersion { get; } = expectedVersion;

    /// <summary>Gets the strategy type.</summary>
    public string StrategyType { get; } = strategyType;

    /// <summary>Gets the configuration as JSON, or <see langword="null"/> for none.</summary>
    public string? StrategyConfig { get; } = strategyConfig;

    /// <summary>Gets the reason (<c>CODE</c> or <c>CODE: text</c>).</summary>
    public string Reason { get; } = reason;
}
