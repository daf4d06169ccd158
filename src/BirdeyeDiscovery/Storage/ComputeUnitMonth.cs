namespace BirdeyeDiscovery.Storage;

/// <summary>Identifies a month in which an account spends compute units.</summary>
public sealed record ComputeUnitMonth
{
    /// <summary>Gets the name of the account, by <c>Birdeye:BudgetAccount</c>. It is no key and not derived from one.</summary>
    public required string Account { get; init; }

    /// <summary>Gets the day on which the month begins, at midnight UTC.</summary>
    public required DateOnly Start { get; init; }
}
