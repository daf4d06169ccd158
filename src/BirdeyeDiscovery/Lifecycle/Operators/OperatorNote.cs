namespace BirdeyeDiscovery;

/// <summary>Represents the operator of an action by hand, and the reason.</summary>
/// <param name="By">The operator's name: 1 to 100 characters, no control characters.</param>
/// <param name="Reason">The reason: 1 to 500 characters, no control characters.</param>
/// <param name="RequestId">
/// An id of this one action, 1 to 100 characters. An action that is sent again under the same id, for example after a lost answer, is done
/// once. <see langword="null"/> creates one for each call.
/// </param>
public sealed record OperatorNote(string By, string Reason, string? RequestId = null);
