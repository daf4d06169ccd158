namespace BirdeyeDiscovery.Strategies;

/// <summary>Observes the live strategies on this host. Its exceptions are reported and have no other effect; it must not block.</summary>
public interface IStrategyObserver
{
    /// <summary>Called after a read of the store, once for each token whose instance changed, failed or ended.</summary>
    /// <param name="notice">What happened.</param>
    void OnStrategy(StrategyNotice notice);
}
