namespace BirdeyeDiscovery.Storage;

/// <summary>What a cycle needs to know of those before it.</summary>
public sealed record CycleState
{
    /// <summary>Gets the state before anything is stored.</summary>
    public static CycleState Empty { get; } = new();

    /// <summary>Gets the time of the cycle that was committed last, of any outcome.</summary>
    public DateTimeOffset? LastCycle { get; init; }

    /// <summary>Gets the latest time of any committed cycle: later than <see cref="LastCycle"/> only after a host whose clock was ahead wrote cycles.</summary>
    public DateTimeOffset? LatestCycle { get; init; }

    /// <summary>Gets all tracked tokens of every status, by number.</summary>
    public IReadOnlyList<TrackedToken> Tokens { get; init; } = [];

    /// <summary>Gets by old address where a token migrated to, one step on. Old addresses are never tracked again.</summary>
    public IReadOnlyDictionary<string, string> Migrations { get; init; } = new Dictionary<string, string>();

    /// <summary>Gets the highest stored liquidity in USD by address, within the asked time.</summary>
    public IReadOnlyDictionary<string, decimal> PeakLiquidityUsd { get; init; } = new Dictionary<string, decimal>();

    /// <summary>Gets by address in how many good cycles in a row, up to the last, the token was skipped with <see cref="ReasonCodes.WarmUp"/>.</summary>
    public IReadOnlyDictionary<string, int> WarmUpCycles { get; init; } = new Dictionary<string, int>();
}
