namespace BirdeyeDiscovery;

/// <summary>Notices from the live view of published cycles. They can get lost, so nothing may depend on them.</summary>
internal interface ILiveHints : IAsyncDisposable
{
    /// <summary>Subscribes a bot's reader to the notices of the live view unless it is subscribed; returns at once.</summary>
    void Renew();
}
