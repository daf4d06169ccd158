namespace BirdeyeDiscovery.Ledger;

/// <summary>Represents what the cycles of a span of time did. Requests and compute units are those of the configured table.</summary>
public sealed class CyclePeriod
{
    /// <summary>Gets the start of the span.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>Gets the number of cycles.</summary>
    public int Cycles { get; init; }

    /// <summary>Gets the number of cycles that failed.</summary>
    public int Failed { get; init; }

    /// <summary>Gets the number of cycles that were degraded.</summary>
    public int Degraded { get; init; }

    /// <summary>Gets the number of score rows.</summary>
    public long Scored { get; init; }

    /// <summary>Gets the number of score rows of tokens that were active after their cycle.</summary>
    public long Tracked { get; init; }

    /// <summary>Gets the number of rejection rows.</summary>
    public long Rejected { get; init; }

    /// <summary>Gets how many tokens entered the active set.</summary>
    public int Entered { get; init; }

    /// <summary>Gets how many tokens left the active set.</summary>
    public int Left { get; init; }

    /// <summary>Gets the number of requests, retries included.</summary>
    public long ApiCalls { get; init; }

    /// <summary>Gets the largest number of requests of one cycle.</summary>
    public int MostApiCalls { get; init; }

    /// <summary>Gets the compute units.</summary>
    public long ComputeUnits { get; init; }

    /// <summary>Gets the largest number of compute units of one cycle.</summary>
    public long MostComputeUnits { get; init; }

    /// <summary>Gets how long all cycles took together, in milliseconds.</summary>
    public long DurationMs { get; init; }

    /// <summary>Gets how long the longest cycle took, in milliseconds.</summary>
    public int LongestMs { get; init; }
}
