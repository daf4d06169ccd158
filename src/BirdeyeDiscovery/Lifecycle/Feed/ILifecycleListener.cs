namespace BirdeyeDiscovery;

/// <summary>Raises the <see cref="LifecycleSignal"/> of this process when another one wrote events. A store without such a thing registers none: the feed polls.</summary>
internal interface ILifecycleListener
{
    /// <summary>Begins to listen, unless it does so already. Never throws and never waits.</summary>
    void Begin();
}
