namespace BirdeyeDiscovery;

/// <summary>Who does something by hand, and why.</summary>
/// <param name="By">The operator's name: 1 to 100 characters, no control characters.</param>
/// <param name="Reason">The reason: 1 to 500 characters, no control characters.</param>
/// <param name="RequestId">
/// An id of this one action, 1 to 100 characters: sent again under the same id, as after a lost answer, it is done once. <see langword="null"/> makes
/// one for each call.
/// </param>
public sealed record OperatorNote(string By, string Reason, string? RequestId = null);
