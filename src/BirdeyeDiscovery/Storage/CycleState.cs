using System.Diagnostics;

namespace BirdeyeDiscovery.Storage;

/// <summary>Represents what a cycle needs to know of earlier cycles.</summary>
/// <remarks>Two are equal only if they refer to the same collections.</remarks>
[DebuggerDisplay("{LastCycle}: {Tokens.Count} tokens")]
public sealed record CycleState
{
    /// <summary>Gets the state of an empty store.</summary>
    public static CycleState Empty { get; } = new();

    /// <summary>Gets the time of the cycle that was committed last, of any outcome.</summary>
    public DateTimeOffset? LastCycle { get; init; }

    /// <summary>
    /// Gets the latest time of any committed cycle. It is later than <see cref="LastCycle"/> only after a host whose clock was ahead wrote
    /// cycles.
    /// </summary>
    public DateTimeOffset? LatestCycle { get; init; }

    /// <summary>Gets how many good cycles in a row, up to the last one, were staged.</summary>
    public int StagedCycles { get; init; }

    /// <summary>Gets all tracked tokens of every status, ordered by id.</summary>
    public IReadOnlyList<TrackedToken> Tokens { get; init; } = [];

    /// <summary>Gets the address to which each old address migrated, one step only. Old addresses are never tracked again.</summary>
    public IReadOnlyDictionary<string, string> Migrations { get; init; } = new Dictionary<string, string>();

    /// <summary>Gets the highest stored liquidity in USD by address, within the requested time.</summary>
    public IReadOnlyDictionary<string, decimal> PeakLiquidityUsd { get; init; } = new Dictionary<string, decimal>();

    /// <summary>
    /// Gets by address how many good cycles in a row, up to the last one, skipped the token with <see cref="ReasonCodes.WarmUp"/>.
    /// </summary>
    public IReadOnlyDictionary<string, int> WarmUpCycles { get; init; } = new Dictionary<string, int>();
}
