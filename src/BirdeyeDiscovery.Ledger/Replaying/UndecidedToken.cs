namespace BirdeyeDiscovery.Ledger;

/// <summary>Represents a token on which a replay cannot decide.</summary>
/// <param name="Address">The mint address.</param>
/// <param name="Cause">The cause.</param>
public sealed record UndecidedToken(string Address, UndecidedCause Cause);
