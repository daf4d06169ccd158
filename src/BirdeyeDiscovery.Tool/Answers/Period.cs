namespace BirdeyeDiscovery.Tool;

/// <summary>Represents the period that an answer of the tool covers. It has at least one cycle, and an end that is null is open.</summary>
internal sealed record Period(DateTimeOffset? From, DateTimeOffset? To)
{
    /// <summary>Reads the period that an answer of the tool covers.</summary>
    /// <param name="host">The store.</param>
    /// <param name="from">The start as a person wrote it, or null.</param>
    /// <param name="to">The end as a person wrote it, or null.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <param name="prefix">What stands before the names <c>from</c> and <c>to</c> where a person writes them.</param>
    /// <exception cref="ToolException">An end is no moment, the start is after the end, or no cycle is in the period.</exception>
    public static async Task<Period> ReadAsync(
        ToolHost host, string? from, string? to, CancellationToken cancellationToken, string prefix = "--")
    {
        var newest = await host.NewestAsync(cancellationToken);
        var period = new Period(
            from is null ? null : await Moments.ResolveAsync(host, prefix + "from", from, cancellationToken),
            to is null ? null : await Moments.ResolveAsync(host, prefix + "to", to, cancellationToken));
        if (period.From > period.To)
        {
            throw ToolException.Usage($"{prefix}from is {Figures.Time(period.From.Value)}; allowed is a time up to {prefix}to, "
                + $"{Figures.Time(period.To!.Value)}.");
        }

        var last = await host.History.FindSnapshotAsOfAsync(period.To ?? DateTimeOffset.MaxValue, cancellationToken);
        return last is not null && !(last.CycleTimestamp < period.From)
            ? period
            : throw ToolException.NoAnswer($"There is no cycle {period.Words}. {await CyclesAsync(host, newest, cancellationToken)}.");
    }

    /// <summary>Gets the ends of the period as times, for answers that need both.</summary>
    public async Task<(DateTimeOffset From, DateTimeOffset To)> BoundsAsync(ToolHost host, CancellationToken cancellationToken)
    {
        var newest = await host.NewestAsync(cancellationToken);
        return (From ?? DateTimeOffset.UnixEpoch, (To ?? newest.CycleTimestamp).AddMilliseconds(1));
    }

    /// <summary>Gets the times of the first and the last cycle in the period of an answer of the tool, as far as they are known.</summary>
    public async Task<(DateTimeOffset From, DateTimeOffset To)> ReadEndsAsync(ToolHost host, CancellationToken cancellationToken)
    {
        var first = (await host.History.GetSnapshotsAfterAsync(0, 1, cancellationToken))[0].CycleTimestamp;
        var newest = (await host.NewestAsync(cancellationToken)).CycleTimestamp;
        return (From > first ? From.Value : first, To < newest ? To.Value : newest);
    }

    /// <summary>Says in the tool's answer which cycles a store has.</summary>
    public static async Task<string> CyclesAsync(ToolHost host, SnapshotRecord newest, CancellationToken cancellationToken)
    {
        var first = (await host.History.GetSnapshotsAfterAsync(0, 1, cancellationToken))[0];
        return $"The stored cycles are of {Figures.Time(first.CycleTimestamp)} to {Figures.Time(newest.CycleTimestamp)}";
    }

    private string Words => (From, To) switch
    {
        ({ } from, { } to) => $"from {Figures.Time(from)} to {Figures.Time(to)}",
        ({ } from, null) => $"from {Figures.Time(from)} on",
        (_, { } to) => $"up to {Figures.Time(to)}",
        _ => "",
    };
}
