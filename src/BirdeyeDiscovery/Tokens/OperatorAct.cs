using System.Text.Json.Serialization;

namespace BirdeyeDiscovery;

/// <summary>The manual actions of a person on a tracked token.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OperatorAct>))]
public enum OperatorAct
{
    /// <summary>The token gets no new entries until a person resumes it; the engine neither resumes nor removes it.</summary>
    Pause = 1,

    /// <summary>A paused token becomes active again, whoever paused it; from then on the engine's rules apply to it.</summary>
    Resume = 2,

    /// <summary>
    /// The token becomes permanent: scored like all others, never gated, paused or removed by the engine, and without a slot.
    /// </summary>
    Pin = 3,

    /// <summary>The token is no longer permanent.</summary>
    Unpin = 4,

    /// <summary>The token is removed and does not return, whatever its rank, until a person allows it.</summary>
    Remove = 5,

    /// <summary>A token that a person removed may return: by its rank, or immediately when it is pinned.</summary>
    Allow = 6,

    /// <summary>The token continues under another address.</summary>
    Migrate = 7,

    /// <summary>
    /// The token is tracked and active from now on, whatever its rank; from the next cycle on the engine's rules apply to it.
    /// </summary>
    Track = 8,
}
