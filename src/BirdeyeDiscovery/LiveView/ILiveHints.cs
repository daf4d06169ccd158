namespace BirdeyeDiscovery;

/// <summary>Notices of published cycles. They can get lost, so nothing may depend on them.</summary>
internal interface ILiveHints : IAsyncDisposable
{
    /// <summary>Subscribes to the notices unless already subscribed; returns at once.</summary>
    void Renew();
}
