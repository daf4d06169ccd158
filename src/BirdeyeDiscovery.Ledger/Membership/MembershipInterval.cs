namespace BirdeyeDiscovery.Ledger;

/// <summary>Represents a period in which a token was active without a break.</summary>
/// <param name="Address">The mint address; for a token that migrated, the one at the end of the period.</param>
/// <param name="From">The start. It may be before the period that was asked for.</param>
/// <param name="To">
/// The end, exclusive; <see langword="null"/> if the token was still active at the end of the period that was asked for.
/// </param>
/// <param name="Entered">The reason of the start; <see langword="null"/> if the event of the start is missing.</param>
/// <param name="Left">The reason of the end; <see langword="null"/> while there is none.</param>
public sealed record MembershipInterval(string Address, DateTimeOffset From, DateTimeOffset? To, string? Entered, string? Left);
