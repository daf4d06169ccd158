using System.Text.Json.Serialization;

namespace BirdeyeDiscovery.Storage;

/// <summary>Which candidates a cycle read in full.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CycleEnrichment>))]
public enum CycleEnrichment
{
    /// <summary>All that passed the cheap gates and the security gates.</summary>
    Full = 0,

    /// <summary>Active tokens, and those that could still change a decision.</summary>
    Staged = 1,

    /// <summary>All, in order to compare the decisions with those of a staged cycle.</summary>
    Audit = 2,
}
