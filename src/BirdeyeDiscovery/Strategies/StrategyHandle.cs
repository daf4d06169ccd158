namespace BirdeyeDiscovery.Strategies;

/// <summary>A borrowed strategy instance. Dispose the handle to return the instance; a second disposal has no effect.</summary>
/// <typeparam name="T">The host's strategy type.</typeparam>
public sealed class StrategyHandle<T> : IDisposable
    where T : class
{
    private StrategySlot<T>? _slot;

    internal StrategyHandle(StrategySlot<T> slot)
    {
        _slot = slot;
        Instance = slot.Instance;
        Strategy = slot.Strategy;
    }

    /// <summary>Gets the instance.</summary>
    public T Instance { get; }

    /// <summary>Gets the type, configuration and version from which the instance was created.</summary>
    public TokenStrategy Strategy { get; }

    /// <summary>Returns the instance. The last return of a replaced instance disposes it.</summary>
    public void Dispose() => Interlocked.Exchange(ref _slot, null)?.Release();
}
