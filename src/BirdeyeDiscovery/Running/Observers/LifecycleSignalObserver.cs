namespace BirdeyeDiscovery;

/// <summary>An observer of the engine that raises the signal of the lifecycle feed after each cycle that wrote events.</summary>
internal sealed class LifecycleSignalObserver(LifecycleSignal signal) : IDiscoveryObserver
{
    public ValueTask OnCycleAsync(CycleResult result, CancellationToken cancellationToken)
    {
        if (result.Events.Count > 0)
        {
            signal.Raise();
        }

        return default;
    }
}
