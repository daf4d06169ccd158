using System.Text.Json.Serialization;

namespace BirdeyeDiscovery;

/// <summary>Specifies the result of an operator's action.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OperatorStatus>))]
public enum OperatorStatus
{
    /// <summary>The action is done and stored, by this call or by an earlier one under the same request id.</summary>
    Applied = 1,

    /// <summary>The token was already in that state; nothing was written.</summary>
    Unchanged = 2,

    /// <summary>The action is not allowed. Nothing was written, and the answer gives the reason.</summary>
    Refused = 3,
}
