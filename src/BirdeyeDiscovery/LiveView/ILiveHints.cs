namespace BirdeyeDiscovery;

/// <summary>Notices from the live view of published cycles. They can get lost, so nothing may depend on them.</summary>
internal interface ILiveHints : IAsyncDisposable
{
    /// <summary>Subscribes to the notices of the live view unless already subscribed; returns at once.</summary>
    void Renew();
}
