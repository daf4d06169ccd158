namespace BirdeyeDiscovery.Ledger;

/// <summary>A scored cycle whose forward returns are not all known yet.</summary>
/// <param name="Ticks">The time of the cycle.</param>
/// <param name="Tokens">The numbers of the scored tokens by position.</param>
/// <param name="Factors">The ranks by <see cref="ScoreFactor"/>.</param>
/// <param name="Shadows">The ranks by the shadow scorers that scored the cycle, with their numbers.</param>
internal sealed record PendingCycle(long Ticks, int[] Tokens, FactorRanks[] Factors, (int Number, FactorRanks Ranks)[] Shadows);
