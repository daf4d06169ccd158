namespace BirdeyeDiscovery;

/// <summary>Wakes who follows the feed in this process. A hint: whoever misses it finds the events by polling.</summary>
internal sealed class LifecycleSignal : IDiscoveryObserver
{
    private TaskCompletionSource _next = Fresh();

    /// <summary>Gets a task that ends with the next signal.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    public void Raise() => Interlocked.Exchange(ref _next, Fresh()).TrySetResult();

    public ValueTask OnCycleAsync(CycleResult result, CancellationToken cancellationToken)
    {
        if (result.Events.Count > 0)
        {
            Raise();
        }

        return default;
    }

    private static TaskCompletionSource Fresh() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
