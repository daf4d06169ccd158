namespace BirdeyeDiscovery;

/// <summary>A subscription to published cycles that can get lost and be renewed.</summary>
internal interface ILiveHints : IAsyncDisposable
{
    /// <summary>Subscribes again when the subscription is lost; returns at once.</summary>
    void Renew();
}
