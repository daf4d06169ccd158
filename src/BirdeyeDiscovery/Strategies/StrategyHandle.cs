namespace BirdeyeDiscovery.Strategies;

/// <summary>A borrowed strategy instance. Dispose it to give the instance back; that may be done twice.</summary>
/// <typeparam name="T">The host's type of a strategy.</typeparam>
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

    /// <summary>Gets the type, configuration and version that the instance was made of.</summary>
    public TokenStrategy Strategy { get; }

    /// <summary>Gives the instance back. The last one to give back a replaced instance disposes it.</summary>
    public void Dispose() => Interlocked.Exchange(ref _slot, null)?.Release();
}
