namespace BirdeyeDiscovery;

/// <summary>A row of <c>tracked_tokens</c>.</summary>
public sealed record TrackedToken
{
    /// <summary>Gets the row's number; 0 before it is stored.</summary>
    public long Id { get; init; }

    /// <summary>Gets the mint address, the identity.</summary>
    public required string Address { get; init; }

    /// <summary>Gets the symbol: a cleaned label of up to 20 characters, neither unique nor trustworthy.</summary>
    public required string Symbol { get; init; }

    /// <summary>Gets the name: a cleaned label of up to 100 characters.</summary>
    public string? Name { get; init; }

    /// <summary>Gets the category.</summary>
    public required TokenCategory Category { get; init; }

    /// <summary>Gets the fully diluted value in USD when it was last scored on good data.</summary>
    public decimal? FdvUsd { get; init; }

    /// <summary>Gets the liquidity in USD when it was last scored on good data.</summary>
    public decimal? LiquidityUsd { get; init; }

    /// <summary>Gets when the token was discovered, last time anew.</summary>
    public required DateTimeOffset DiscoveredAt { get; init; }

    /// <summary>Gets the score when discovered, 0 to 100; of a seed, its first score on good data.</summary>
    public decimal? DiscoveryScore { get; init; }

    /// <summary>Gets the rank when discovered; 1 is best. Of a seed, its first rank.</summary>
    public int? DiscoveryRank { get; init; }

    /// <summary>Gets the status.</summary>
    public required TokenStatus Status { get; init; }

    /// <summary>Gets why it has this status (<c>CODE</c> or <c>CODE: text</c>).</summary>
    public string? StatusReason { get; init; }

    /// <summary>Gets who paused or removed it by hand: until somebody lets it go the engine neither resumes, removes nor adds it.</summary>
    public string? HeldBy { get; init; }

    /// <summary>Gets why somebody paused or removed it by hand; set together with <see cref="HeldBy"/>.</summary>
    public string? HoldReason { get; init; }

    /// <summary>Gets a value indicating whether the engine never gates, pauses or removes it.</summary>
    public bool IsPermanent { get; init; }

    /// <summary>Gets the strategy type.</summary>
    public required string StrategyType { get; init; }

    /// <summary>Gets the strategy's configuration as JSON.</summary>
    public string? StrategyConfig { get; init; }

    /// <summary>Gets the version of the strategy, from 1 on; 0 in a row that another program wrote.</summary>
    public int StrategyVersion { get; init; }

    /// <summary>Gets a value indicating whether a person set the strategy: cycles then leave it alone.</summary>
    public bool StrategyByHand { get; init; }

    /// <summary>Gets the category that the token is measured in while that is not yet its own; <see langword="null"/> when there is none.</summary>
    public TokenCategory? NextCategory { get; init; }

    /// <summary>Gets the number of good cycles in a row in which it was measured in another category than its own.</summary>
    public int CategoryCycles { get; init; }

    /// <summary>Gets when the first trade was allowed, once it is.</summary>
    public DateTimeOffset? ActivatedAt { get; init; }

    /// <summary>Gets when it left the active set; <see langword="null"/> while it is active.</summary>
    public DateTimeOffset? DeactivatedAt { get; init; }

    /// <summary>Gets when it was last scored on good data.</summary>
    public DateTimeOffset? LastScoredAt { get; init; }

    /// <summary>Gets the number of closed trades.</summary>
    public int TradesCount { get; init; }

    /// <summary>Gets the number of closed trades that won.</summary>
    public int WinCount { get; init; }

    /// <summary>Gets the profit of all closed trades in USD.</summary>
    public decimal TotalPnlUsd { get; init; }

    /// <summary>Gets the number of good cycles in a row below the score line.</summary>
    public int LowScoreCycles { get; init; }

    /// <summary>Gets the number of good cycles in a row without usable data.</summary>
    public int MissingDataCycles { get; init; }

    /// <summary>Gets the number of good cycles with usable data since the status last changed; while paused it is counted only up to <see cref="DampingOptions.CoolDownCycles"/>.</summary>
    public int StatusCycles { get; init; }

    /// <summary>Gets the start of the earliest five-minute candle known since the entry, from which activation counts.</summary>
    public DateTimeOffset? FirstCandleAt { get; init; }

    /// <summary>Gets the row's revision: a plan made on an older one is not applied.</summary>
    public int Revision { get; init; }

    /// <summary>Gets when the row was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Gets when the row last changed.</summary>
    public DateTimeOffset UpdatedAt { get; init; }
}
