namespace BirdeyeDiscovery;

/// <summary>A stored input that the next ones may build on.</summary>
/// <param name="Time">The time of its cycle.</param>
/// <param name="Json">What it says.</param>
/// <param name="Stream">The beginning of the compressed stream that says it.</param>
internal sealed record CycleInputBase(DateTimeOffset Time, byte[] Json, byte[] Stream)
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>
    /// Tells whether a cycle may build on it. Both are of one month, so that whoever drops a month drops both; after an hour they have little in common.
    /// </summary>
    public bool Serves(DateTimeOffset cycle) =>
        cycle > Time && cycle - Time <= Longest && cycle.UtcDateTime.Month == Time.UtcDateTime.Month;
}
