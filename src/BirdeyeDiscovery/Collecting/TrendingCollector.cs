using System.Globalization;

namespace BirdeyeDiscovery;

/// <summary>Collects the trending list and records its missing parts.</summary>
internal sealed class TrendingCollector(MarketReads market)
{
    /// <summary>Gets the name of the market source from which the trending list is collected, like all other facts.</summary>
    public string SourceName(BirdeyeDiscoveryOptions options) => market.Describe(options).Name;

    /// <summary>Collects the trending list, which may have missing parts; null when it has no token.</summary>
    public async ValueTask<(MarketList List, DateTimeOffset AsOf)?> ReadAsync(CycleContext context, CancellationToken cancellationToken)
    {
        using var activity = PhaseActivities.Start(CyclePhase.Trending);
        context.Report(CyclePhase.Trending, 0, 1);
        var reading = await market.ListAsync(context, cancellationToken).ConfigureAwait(false);

        // A cached trending list of another length was collected before the option changed.
        if (reading.Value is { } cached && cached.Limit != context.Options.Discovery.TrendingLimit)
        {
            reading = await market.FreshListAsync(context, cancellationToken).ConfigureAwait(false);
        }

        Note(context, reading);
        if (reading.Value is { Tokens.Count: > 0 } list)
        {
            return (list, reading.AsOf);
        }

        // Collecting gives a reason for an empty trending list even when no call failed, because a failed cycle must have a reason.
        context.Faults.Add($"{Word(context)}: no token was listed");
        return null;
    }

    // The list of Birdeye is its endpoint Trending; another market source has only a list.
    private static string Word(CycleContext context) =>
        context.Source == MarketSourceInfo.Birdeye ? nameof(BirdeyeEndpoint.Trending) : SourceGuard.List;

    private static void Note(CycleContext context, Reading<MarketList> reading)
    {
        if (reading.Failure is { } failure)
        {
            context.Faults.Add(failure);
        }

        foreach (var failed in reading.Value?.Failures ?? [])
        {
            context.Faults.Add(failed);
        }

        foreach (var fault in reading.Value?.Faults ?? [])
        {
            context.Faults.Add(fault);
        }

        // The trending list changes while it is collected in pages, but hardly by a whole page. Repeated pages mean that the API ignores
        // the offset and returns its first page each time.
        if (reading.Value is { RepeatedPages: > 0 } repeated)
        {
            context.Faults.AddWarning(string.Create(
                CultureInfo.InvariantCulture,
                $"{Word(context)}: {repeated.RepeatedPages} pages had no token that an earlier page did not have; "
                + $"{repeated.Tokens.Count} of {repeated.Limit} tokens were read"));
        }

        if (reading.Value is { UnreadableRows: > 0 and var unreadable })
        {
            context.Faults.AddWarning(
                string.Create(CultureInfo.InvariantCulture, $"{Word(context)}: {unreadable} rows without a usable address"));
        }
    }
}
