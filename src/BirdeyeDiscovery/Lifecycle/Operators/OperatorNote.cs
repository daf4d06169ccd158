namespace BirdeyeDiscovery;

/// <summary>Represents the operator of an action by hand, and the reason.</summary>
/// <param name="by">The operator's name: 1 to 100 characters, no control characters.</param>
/// <param name="reason">The reason: 1 to 500 characters, no control characters.</param>
/// <param name="requestId">
/// An id of this one action, 1 to 100 characters. An action that is sent again under the same id, for example after a lost answer, is done
/// once. <see langword="null"/> creates one for each call.
/// </param>
public sealed class OperatorNote(string by, string reason, string? requestId = null)
{
    /// <summary>Gets the operator's name: 1 to 100 characters, no control characters.</summary>
    public string By { get; } = by;

    /// <summary>Gets the reason: 1 to 500 characters, no control characters.</summary>
    public string Reason { get; } = reason;

    /// <summary>
    /// Gets an id of this one action, 1 to 100 characters. An action that is sent again under the same id, for example after a lost
    /// answer, is done once. <see langword="null"/> creates one for each call.
    /// </summary>
    public string? RequestId { get; } = requestId;
}
