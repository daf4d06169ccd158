namespace BirdeyeDiscovery.Tool;

/// <summary>Represents a period of cycles; an end that is null is open.</summary>
internal sealed record Period(DateTimeOffset? From, DateTimeOffset? To)
{
    public static async Task<Period> ReadAsync(ToolHost host, string? from, string? to, CancellationToken cancellationToken)
    {
        var period = new Period(
            from is null ? null : await Moments.ResolveAsync(host, "--from", from, cancellationToken),
            to is null ? null : await Moments.ResolveAsync(host, "--to", to, cancellationToken));
        if (period.From is { } first && await host.NewestAsync(cancellationToken) is var newest && first > newest.CycleTimestamp)
        {
            throw ToolException.NoAnswer($"The newest cycle is of {Figures.Time(newest.CycleTimestamp)}, before --from.");
        }

        return period.From > period.To
            ? throw ToolException.Usage($"--from is {Figures.Time(period.From.Value)}; allowed is a time up to --to, "
                + $"{Figures.Time(period.To!.Value)}.")
            : period;
    }

    /// <summary>Gets the ends as times, for questions that need both.</summary>
    public async Task<(DateTimeOffset From, DateTimeOffset To)> BoundsAsync(ToolHost host, CancellationToken cancellationToken)
    {
        var newest = await host.NewestAsync(cancellationToken);
        return (From ?? DateTimeOffset.UnixEpoch, (To ?? newest.CycleTimestamp).AddMilliseconds(1));
    }
}
