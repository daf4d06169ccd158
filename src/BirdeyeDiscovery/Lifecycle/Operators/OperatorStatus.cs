namespace BirdeyeDiscovery;

/// <summary>What became of an operator's action.</summary>
public enum OperatorStatus
{
    /// <summary>It is done and stored, by this call or by an earlier one under the same request id.</summary>
    Applied = 1,

    /// <summary>It was so already; nothing was written.</summary>
    Unchanged = 2,

    /// <summary>It is not allowed; nothing was written, and the answer says why.</summary>
    Refused = 3,
}
