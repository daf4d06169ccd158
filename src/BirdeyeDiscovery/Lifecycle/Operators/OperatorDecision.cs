namespace BirdeyeDiscovery.Storage;

/// <summary>Represents the decision on an operator's action: the answer and, when it is applied, the row and the events to write.</summary>
/// <param name="Answer">The answer. Its token is the one before the change.</param>
/// <param name="Token">
/// The row in its new state, or <see langword="null"/> to write nothing at all. Its revision is the one to replace.
/// </param>
/// <param name="Events">The events to write with the row, in order.</param>
public sealed record OperatorDecision(OperatorResult Answer, TrackedToken? Token, IReadOnlyList<LifecycleEvent> Events);
