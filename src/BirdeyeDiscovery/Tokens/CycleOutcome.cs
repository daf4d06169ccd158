using System.Text.Json.Serialization;

namespace BirdeyeDiscovery;

/// <summary>The result of a cycle.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CycleOutcome>))]
public enum CycleOutcome
{
    /// <summary>Every needed call was answered.</summary>
    Complete = 1,

    /// <summary>A call failed after retries, a page is missing, or the plan refuses an endpoint.</summary>
    Degraded = 2,

    /// <summary>No trending row was read, or nothing could be scored; only the snapshot row was written.</summary>
    Failed = 3,
}
