namespace BirdeyeDiscovery;

/// <summary>The record of a stored cycle input on which later inputs may build.</summary>
/// <param name="Time">The time of its cycle.</param>
/// <param name="Json">The JSON of the input.</param>
/// <param name="Stream">The beginning of the compressed stream, which contains that JSON.</param>
internal sealed record CycleInputBase(DateTimeOffset Time, byte[] Json, byte[] Stream)
{
    // How long the inputs in a store build on one base record. Measured on the local market with 50 candidates every two minutes: a
    // self-contained input takes 10.9 KB. One that builds on it takes 4.9 KB two minutes later, and 75 bytes more with each cycle. A new
    // base every half hour gives 5.8 KB on average, and one every hour 6.4 KB.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);

    /// <summary>
    /// Determines whether the stored input of a cycle may build on this record. Both must be of the same month, so that a host that drops a
    /// month drops both.
    /// </summary>
    public bool Serves(DateTimeOffset cycle) =>
        cycle > Time && cycle - Time <= Longest && cycle.UtcDateTime.Month == Time.UtcDateTime.Month;
}
