namespace BirdeyeDiscovery;

/// <summary>A stored input that the next ones may build on.</summary>
/// <param name="Time">The time of its cycle.</param>
/// <param name="Json">What it says.</param>
/// <param name="Stream">The beginning of the compressed stream that says it.</param>
internal sealed record CycleInputBase(DateTimeOffset Time, byte[] Json, byte[] Stream)
{
    // Measured on the local market, 50 candidates every two minutes: 10.9 KB alone, 4.9 KB two minutes later and 75 bytes more with each cycle. Begun anew
    // every half hour, an input takes 5.8 KB on average; every hour, 6.4 KB.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);

    /// <summary>
    /// Tells whether a cycle may build on it. Both are of one month, so that whoever drops a month drops both.
    /// </summary>
    public bool Serves(DateTimeOffset cycle) =>
        cycle > Time && cycle - Time <= Longest && cycle.UtcDateTime.Month == Time.UtcDateTime.Month;
}
