namespace BirdeyeDiscovery.Storage;

/// <summary>What an operator's action means: the answer and, when it is applied, the row and the events to write.</summary>
/// <param name="Answer">The answer; its token is the one before the change.</param>
/// <param name="Token">The row as it is to be; <see langword="null"/> writes nothing at all. Its revision is the one to be replaced.</param>
/// <param name="Events">The events to write with it, in order.</param>
public sealed record OperatorDecision(OperatorResult Answer, TrackedToken? Token, IReadOnlyList<LifecycleEvent> Events);
