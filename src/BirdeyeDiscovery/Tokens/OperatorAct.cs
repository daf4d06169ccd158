namespace BirdeyeDiscovery;

/// <summary>What a person can do to a tracked token by hand.</summary>
public enum OperatorAct
{
    /// <summary>No new entries until a person resumes it: the engine neither resumes nor removes it.</summary>
    Pause = 1,

    /// <summary>A paused token is active again, whoever paused it; the rules of the engine apply to it from then on.</summary>
    Resume = 2,

    /// <summary>The token becomes permanent: scored like all, never gated, paused or removed by the engine, and without a slot.</summary>
    Pin = 3,

    /// <summary>The token is permanent no longer.</summary>
    Unpin = 4,

    /// <summary>The token is removed and stays out, whatever its rank, until a person allows it.</summary>
    Remove = 5,

    /// <summary>A token that was removed by hand may return: by its rank, or at once when it is pinned.</summary>
    Allow = 6,

    /// <summary>The token goes on under another address.</summary>
    Migrate = 7,
}
