namespace BirdeyeDiscovery.Storage;

/// <summary>
/// Notifies the readers of the feed in this process that another host wrote events. Without a listener, the feed polls the store.
/// </summary>
public interface ILifecycleListener
{
    /// <summary>Starts to listen, unless it already does. Never throws and never waits.</summary>
    /// <param name="written">
    /// Called after events were written, on any thread. A superfluous call costs one read; after a missed call the readers wait for the
    /// next poll.
    /// </param>
    void Begin(Action written);
}
