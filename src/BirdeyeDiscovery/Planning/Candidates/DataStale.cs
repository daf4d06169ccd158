namespace BirdeyeDiscovery;

/// <summary>The rule for when missing data needs a person's attention.</summary>
internal static class DataStale
{
    /// <summary>The number of good cycles in a row without usable data after which an active token is flagged. It is not paused.</summary>
    public const int After = 15;
}
