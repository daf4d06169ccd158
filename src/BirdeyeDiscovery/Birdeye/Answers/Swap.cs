namespace BirdeyeDiscovery;

/// <summary>
/// One swap of the requested token in Birdeye's answer. <see cref="IsBuy"/> is relative to that token, never to the pool's base.
/// </summary>
/// <param name="Owner">The wallet.</param>
/// <param name="IsBuy">Whether the requested token was received.</param>
/// <param name="At">The time of the swap.</param>
/// <param name="Value">The value in USD; null when no leg has a usable price.</param>
internal sealed record Swap(string Owner, bool IsBuy, DateTimeOffset At, double? Value);
