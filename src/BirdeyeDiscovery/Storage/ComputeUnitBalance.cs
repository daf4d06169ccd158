namespace BirdeyeDiscovery.Storage;

/// <summary>The compute units of a month after a call of <see cref="IComputeUnitLedger"/>.</summary>
public sealed record ComputeUnitBalance
{
    /// <summary>Gets the number of units that this call reserved.</summary>
    public required long Granted { get; init; }

    /// <summary>Gets the number of units that are settled as spent.</summary>
    public required long Spent { get; init; }

    /// <summary>Gets the number of units that are reserved and not settled, by all hosts; they count as spent.</summary>
    public required long Reserved { get; init; }
}
