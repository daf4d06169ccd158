namespace BirdeyeDiscovery.Ledger;

/// <summary>Represents the result of cutting the history.</summary>
/// <param name="Cycles">The number of cycles of the whole history.</param>
/// <param name="Cuts">The number of cuts.</param>
/// <param name="ChangedCuts">The number of cuts that changed what was before them.</param>
/// <param name="FirstChanged">The time of the first cycle at which a changed cut was made.</param>
public sealed record LookAheadAudit(long Cycles, int Cuts, int ChangedCuts, DateTimeOffset? FirstChanged);
