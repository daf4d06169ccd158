namespace BirdeyeDiscovery;

/// <summary>When missing data is worth a person's attention.</summary>
internal static class DataStale
{
    /// <summary>Good cycles in a row without usable data after which an active token is flagged; it is not paused.</summary>
    public const int After = 15;
}
