namespace BirdeyeDiscovery.Storage;

/// <summary>Represents the decision on an operator's action: the answer and, when it is applied, the row and the events to write.</summary>
/// <param name="answer">The answer. Its token is the one before the change.</param>
/// <param name="token">
/// The row in its new state, or <see langword="null"/> to write nothing at all. Its revision is the one to replace, or 0 for a row to
/// insert.
/// </param>
/// <param name="events">The events to write with the row, in order.</param>
public sealed class OperatorDecision(OperatorResult answer, TrackedToken? token, IReadOnlyList<LifecycleEvent> events)
{
    /// <summary>Gets the answer. Its token is the one before the change.</summary>
    public OperatorResult Answer { get; } = answer;

    /// <summary>
    /// Gets the row in its new state, or <see langword="null"/> to write nothing at all. Its revision is the one to replace, or 0 for a
    /// row to insert.
    /// </summary>
    public TrackedToken? Token { get; } = token;

    /// <summary>Gets the events to write with the row, in order.</summary>
    public IReadOnlyList<LifecycleEvent> Events { get; } = events;
}
