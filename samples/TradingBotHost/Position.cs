namespace TradingBotHost;

/// <summary>
/// Represents a paper position: a row of the bot's own table <c>positions</c>. It is open while <see cref="ClosedAt"/> is null; the
/// engine's removal rule reads this column.
/// </summary>
internal sealed record Position
{
    /// <summary>Gets the id, composed of token and cycle, under which the ledger stores the close once.</summary>
    public required string Id { get; init; }

    public required string Token { get; init; }

    public required string Strategy { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }

    public required double EntryPrice { get; init; }

    /// <summary>
    /// Gets the first of the three exits, which are fixed when the position is opened, whatever happens to the token or its strategy.
    /// </summary>
    public required double StopPrice { get; init; }

    public required double TargetPrice { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }

    public double? ExitPrice { get; init; }

    public decimal? PnlUsd { get; init; }

    public string? CloseReason { get; init; }
}
