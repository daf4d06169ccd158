namespace BirdeyeDiscovery;

/// <summary>
/// Wakes the readers of the lifecycle feed in this process. It is only a hint: a reader that misses it finds the events by polling.
/// </summary>
internal sealed class LifecycleSignal
{
    private TaskCompletionSource _next = Fresh();

    /// <summary>Gets a task that completes with the next signal of the lifecycle feed.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    public void Raise() => Interlocked.Exchange(ref _next, Fresh()).TrySetResult();

    private static TaskCompletionSource Fresh() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
