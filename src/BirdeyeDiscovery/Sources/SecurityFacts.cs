namespace BirdeyeDiscovery.Sources;

/// <summary>The facts about the safety of a token, as the gates and the scorer use them.</summary>
/// <remarks>Two are equal only if they refer to the same collections.</remarks>
public sealed record SecurityFacts : ICheckedAnswer
{
    /// <summary>Gets a value indicating whether more tokens can be minted.</summary>
    public bool MintAuthorityLive { get; init; }

    /// <summary>Gets a value indicating whether accounts can be frozen.</summary>
    public bool FreezeAuthorityLive { get; init; }

    /// <summary>Gets a value indicating whether the answer does not show whether more can be minted or accounts can be frozen.</summary>
    /// <remarks>Such a token must not enter, but a tracked one is not paused for it.</remarks>
    public bool AuthorityUnknown { get; init; }

    /// <summary>Gets a value indicating whether the token cannot be transferred.</summary>
    public bool NonTransferable { get; init; }

    /// <summary>Gets a value indicating whether the source calls the token a fake.</summary>
    public bool Fake { get; init; }

    /// <summary>Gets a value indicating whether there is a transfer fee that cannot be read; it counts as too high.</summary>
    public bool FeeUnreadable { get; init; }

    /// <summary>Gets the transfer fee as a fraction, 0 to 1.</summary>
    public double? TransferFee { get; init; }

    /// <summary>Gets whether the metadata may change.</summary>
    public bool? MutableMetadata { get; init; }

    /// <summary>Gets the share of supply of the ten largest holders, 0 to 1: of users if known, otherwise of all holders.</summary>
    public double? Top10Share { get; init; }

    /// <summary>Gets the creator's share of supply, 0 to 1.</summary>
    public double? CreatorShare { get; init; }

    /// <summary>Gets the mint authority's share of supply, 0 to 1.</summary>
    public double? OwnerShare { get; init; }

    /// <summary>Gets a value indicating whether the token is a Token-2022 mint.</summary>
    public bool IsToken2022 { get; init; }

    /// <summary>Gets what is known about the lock of the liquidity.</summary>
    public LiquidityLock LiquidityLock { get; init; }

    /// <summary>Gets when the token was created (UTC).</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Gets the names of the fields whose values were invalid; <see langword="null"/> when there are none.</summary>
    public IReadOnlyList<string>? InvalidFields { get; init; }

    /// <summary>
    /// Gets the age of the token in hours, or null when the security facts lack it. A token "created" slightly ahead of our clock is new,
    /// not invalid.
    /// </summary>
    /// <param name="now">The time of the cycle.</param>
    /// <returns>The age.</returns>
    internal double? AgeHours(DateTimeOffset now) => CreatedAt is { } createdAt ? Math.Max(0, (now - createdAt).TotalHours) : null;

    bool ICheckedAnswer.IsPlausible(DateTimeOffset now) =>
        Plausible.IsShare(TransferFee)
        && Plausible.IsShare(Top10Share)
        && Plausible.IsShare(CreatorShare)
        && Plausible.IsShare(OwnerShare)
        && Enum.IsDefined(LiquidityLock)
        && (CreatedAt is not { } created || Plausible.IsTime(created, now));
}
