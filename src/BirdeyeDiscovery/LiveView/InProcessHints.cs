namespace BirdeyeDiscovery;

/// <summary>Tells listeners in this process of published cycles.</summary>
internal sealed class InProcessHints
{
    private readonly Lock _gate = new();
    private Listener[] _listeners = [];

    public ILiveHints Listen(Action changed)
    {
        var listener = new Listener(this, changed);
        lock (_gate)
        {
            _listeners = [.. _listeners, listener];
        }

        return listener;
    }

    public void Tell()
    {
        foreach (var listener in Volatile.Read(ref _listeners))
        {
            listener.Changed();
        }
    }

    private void Remove(Listener listener)
    {
        lock (_gate)
        {
            _listeners = [.. _listeners.Where(other => other != listener)];
        }
    }

    private sealed class Listener(InProcessHints hints, Action changed) : ILiveHints
    {
        public Action Changed { get; } = changed;

        public void Renew()
        {
            // It listens from the first moment on.
        }

        public ValueTask DisposeAsync()
        {
            hints.Remove(this);
            return ValueTask.CompletedTask;
        }
    }
}
