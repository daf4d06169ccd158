namespace BirdeyeDiscovery.Strategies;

/// <summary>Hears of the live strategies on this host. What it throws is reported and changes nothing; it must not block.</summary>
public interface IStrategyObserver
{
    /// <summary>Called after a look into the store, once for each token whose instance changed, failed or ended.</summary>
    /// <param name="notice">What happened.</param>
    void OnStrategy(StrategyNotice notice);
}
