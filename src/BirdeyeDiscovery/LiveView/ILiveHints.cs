namespace BirdeyeDiscovery;

/// <summary>Notices of published cycles. They get lost; nothing may depend on them.</summary>
internal interface ILiveHints : IAsyncDisposable
{
    /// <summary>Sees to it that notices come, if they do not yet; returns at once.</summary>
    void Renew();
}
