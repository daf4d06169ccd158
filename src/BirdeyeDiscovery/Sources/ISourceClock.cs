namespace BirdeyeDiscovery;

/// <summary>A market source whose answers tell its time.</summary>
internal interface ISourceClock
{
    /// <summary>Gets how far this host's clock is off the source's, as its last answer told; null where none did.</summary>
    ClockOffset? ClockOffset { get; }
}
