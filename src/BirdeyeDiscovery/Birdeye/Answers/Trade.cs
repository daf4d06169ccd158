namespace BirdeyeDiscovery;

/// <summary>One swap of the asked token. <see cref="IsBuy"/> is relative to that token, never to the pool's base.</summary>
/// <param name="Owner">The wallet.</param>
/// <param name="IsBuy">Whether the asked token was received.</param>
/// <param name="At">When.</param>
/// <param name="Value">The value in USD, invalid or missing when no leg has a usable price.</param>
internal sealed record Trade(string Owner, bool IsBuy, DateTimeOffset At, Datum<Usd> Value);
