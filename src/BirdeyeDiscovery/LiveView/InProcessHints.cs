namespace BirdeyeDiscovery;

/// <summary>A subscription to the cycles that are published in the in-process live view.</summary>
internal sealed class InProcessHints(Action unsubscribe) : IAsyncDisposable
{
    public ValueTask DisposeAsync()
    {
        unsubscribe();
        return ValueTask.CompletedTask;
    }
}
