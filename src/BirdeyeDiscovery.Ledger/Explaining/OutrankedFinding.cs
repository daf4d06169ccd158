namespace BirdeyeDiscovery.Ledger;

/// <summary>Represents why a staged cycle did not read a token in full.</summary>
/// <param name="BestTotal">The best total that the token could still reach.</param>
/// <param name="Beaten">The total that kept it out.</param>
/// <param name="BeatenBy">
/// The address of the token with that total, which has the last slot; <see langword="null"/> if the line of an entry kept it out.
/// </param>
/// <param name="BestSlotRank">The best slot rank that the token could have. The worst is none, because it might still fail a gate.</param>
/// <param name="Unread">The part of its facts that would have been read next.</param>
public sealed record OutrankedFinding(decimal BestTotal, decimal Beaten, string? BeatenBy, int BestSlotRank, string Unread);
