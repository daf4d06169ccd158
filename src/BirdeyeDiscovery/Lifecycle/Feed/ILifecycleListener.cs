namespace BirdeyeDiscovery.Storage;

/// <summary>Tells the readers of the feed in this process that another host wrote events. A store without it is followed by polling.</summary>
public interface ILifecycleListener
{
    /// <summary>Begins to listen, unless it does so already. Never throws and never waits.</summary>
    /// <param name="written">Called after events were written, on any thread. A call too many costs one read, and a missed one the wait for the next poll.</param>
    void Begin(Action written);
}
