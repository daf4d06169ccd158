namespace BirdeyeDiscovery.Ledger;

/// <summary>The members: the tokens with their statuses after all events up to one place in the feed.</summary>
internal sealed class Members
{
    private readonly Dictionary<string, Member> _all = new(StringComparer.Ordinal);

    /// <summary>Gets the members that are active or paused, by address.</summary>
    public IEnumerable<Member> Tracked => _all.Values
        .Where(static member => member.Status != TokenStatus.Removed)
        .OrderBy(static member => member.Address, StringComparer.Ordinal);

    public IEnumerable<Member> Active => Tracked.Where(static member => member.Status == TokenStatus.Active);

    /// <summary>Applies an event to the members and gets the member that stopped being active, if any.</summary>
    public Member? Apply(LifecycleEvent row)
    {
        if (row.MigratedTo is { } address)
        {
            if (_all.Remove(row.TokenAddress, out var moved))
            {
                _all[address] = moved with { Address = address };
            }

            return null;
        }

        if (row.ToStatus is not { } status)
        {
            return null;
        }

        // The first event of a member may be missing. The FromStatus of the next event then gives the status that the token had before.
        var before = _all.GetValueOrDefault(row.TokenAddress)
            ?? (row.FromStatus is { } from ? new Member(row.TokenAddress, from, DateTimeOffset.MinValue, null) : null);
        _all[row.TokenAddress] = before?.Status == status ? before : new Member(row.TokenAddress, status, row.CreatedAt, row.Reason);
        return before is { Status: TokenStatus.Active } && status != TokenStatus.Active ? before : null;
    }

    /// <summary>A member: a token with its status.</summary>
    /// <param name="Address">The address.</param>
    /// <param name="Status">The status.</param>
    /// <param name="Since">Since when it has the status; the least time if the event is missing.</param>
    /// <param name="Reason">The reason of the status; null if the event is missing.</param>
    internal sealed record Member(string Address, TokenStatus Status, DateTimeOffset Since, string? Reason);
}
