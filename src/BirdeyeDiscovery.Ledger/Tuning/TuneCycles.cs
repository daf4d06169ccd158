namespace BirdeyeDiscovery.Ledger;

/// <summary>How many cycles a tuning search measured.</summary>
/// <param name="Fitted">The cycles of the fitted part.</param>
/// <param name="HeldOut">The cycles of the part that was held out.</param>
/// <param name="LeftOut">The cycles that were left out: another score version made them, or their input is not stored.</param>
internal sealed record TuneCycles(long Fitted, long HeldOut, long LeftOut);
