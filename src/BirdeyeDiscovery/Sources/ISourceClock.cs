namespace BirdeyeDiscovery;

/// <summary>A market source whose answers carry the time.</summary>
internal interface ISourceClock
{
    /// <summary>
    /// Gets the offset of this host's clock from the market source's, as of its last answer; null before an answer that carries a time.
    /// </summary>
    ClockOffset? ClockOffset { get; }
}
