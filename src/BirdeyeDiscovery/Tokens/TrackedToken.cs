using System.Diagnostics;

namespace BirdeyeDiscovery;

/// <summary>A row of <c>tracked_tokens</c>.</summary>
[DebuggerDisplay("{Symbol,nq} {Address,nq}: {Status} {Category}")]
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

    /// <summary>Gets the fully diluted value in USD, as of the token's last score on good data.</summary>
    public decimal? FdvUsd { get; init; }

    /// <summary>Gets the liquidity in USD, as of the token's last score on good data.</summary>
    public decimal? LiquidityUsd { get; init; }

    /// <summary>Gets when the token was discovered; after a removal, when it was discovered again.</summary>
    public required DateTimeOffset DiscoveredAt { get; init; }

    /// <summary>Gets the score at discovery, 0 to 100; for a seed, its first score on good data.</summary>
    public decimal? DiscoveryScore { get; init; }

    /// <summary>Gets the rank at discovery, 1 is best; for a seed, its first rank.</summary>
    public int? DiscoveryRank { get; init; }

    /// <summary>Gets the status.</summary>
    public required TokenStatus Status { get; init; }

    /// <summary>Gets the reason for the status (<c>CODE</c> or <c>CODE: text</c>).</summary>
    public string? StatusReason { get; init; }

    /// <summary>
    /// Gets who paused or removed the token by hand. Until a person ends the hold, the engine neither resumes, removes nor adds the token.
    /// </summary>
    public string? HeldBy { get; init; }

    /// <summary>Gets why the token was paused or removed by hand; set together with <see cref="HeldBy"/>.</summary>
    public string? HoldReason { get; init; }

    /// <summary>Gets a value indicating whether the engine never gates, pauses or removes the token.</summary>
    public bool IsPermanent { get; init; }

    /// <summary>Gets the strategy type.</summary>
    public required string StrategyType { get; init; }

    /// <summary>Gets the strategy's configuration as JSON.</summary>
    public string? StrategyConfig { get; init; }

    /// <summary>Gets the version of the strategy, starting at 1; 0 in a row that another program wrote.</summary>
    public int StrategyVersion { get; init; }

    /// <summary>Gets a value indicating whether a person set the strategy; cycles then do not change it.</summary>
    public bool StrategyByHand { get; init; }

    /// <summary>
    /// Gets the category that the token currently measures in, while that is not its own yet; <see langword="null"/> when there is none.
    /// </summary>
    public TokenCategory? NextCategory { get; init; }

    /// <summary>Gets the number of good cycles in a row in which the token measured in a category other than its own.</summary>
    public int CategoryCycles { get; init; }

    /// <summary>Gets when the first trade was allowed; <see langword="null"/> before that.</summary>
    public DateTimeOffset? ActivatedAt { get; init; }

    /// <summary>Gets when the token left the active set; <see langword="null"/> while it is active.</summary>
    public DateTimeOffset? DeactivatedAt { get; init; }

    /// <summary>Gets when the token was last scored on good data.</summary>
    public DateTimeOffset? LastScoredAt { get; init; }

    /// <summary>Gets the number of closed trades.</summary>
    public int TradesCount { get; init; }

    /// <summary>Gets the number of closed trades that won.</summary>
    public int WinCount { get; init; }

    /// <summary>Gets the profit of all closed trades in USD.</summary>
    public decimal TotalPnlUsd { get; init; }

    /// <summary>Gets the number of good cycles in a row with a score below <see cref="DiscoveryOptions.PauseBelowScore"/>.</summary>
    public int LowScoreCycles { get; init; }

    /// <summary>Gets the number of good cycles in a row without usable data.</summary>
    public int MissingDataCycles { get; init; }

    /// <summary>
    /// Gets the number of good cycles with usable data since the status last changed; while the token is paused, it is counted only up to
    /// <see cref="DampingOptions.CoolDownCycles"/>.
    /// </summary>
    public int StatusCycles { get; init; }

    /// <summary>Gets the start of the earliest five-minute candle known since the entry; activation counts from it.</summary>
    public DateTimeOffset? FirstCandleAt { get; init; }

    /// <summary>Gets the row's revision. A plan that was made on an older revision is not applied.</summary>
    public int Revision { get; init; }

    /// <summary>Gets when the row was created.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Gets when the row last changed.</summary>
    public DateTimeOffset UpdatedAt { get; init; }
}
