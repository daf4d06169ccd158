namespace BirdeyeDiscovery;

/// <summary>Reads the trending list, page by page; a failed page leaves the others.</summary>
internal sealed class TrendingCollector(IBirdeyeGateway gateway, ICacheLayer cache)
{
    /// <summary>The API refuses larger pages.</summary>
    private const int PageSize = 20;

    /// <summary>Gets the list, possibly with pages missing, or null when no row was read.</summary>
    public async ValueTask<(TrendingList List, DateTimeOffset AsOf)?> ReadAsync(CycleContext context, CancellationToken cancellationToken)
    {
        Reading<TrendingList>? partial = null;
        var limit = context.Options.Discovery.TrendingLimit;
        var reading = await cache.GetOrReadAsync(
            CacheKeys.Trending(context.CycleTimestamp),
            context.Options.Cache.Ttl.Trending,
            DiscoveryJsonContext.Default.TrendingList,
            async token =>
            {
                var (list, failure) = await ReadPagesAsync(context, limit, token).ConfigureAwait(false);
                if (failure is null)
                {
                    // A list without rows is an answer, but none worth keeping.
                    return list.Value!.Tokens.Count > 0 ? list : Reading<TrendingList>.Unknown(list.AsOf);
                }

                partial = list;
                return Reading<TrendingList>.Failed(failure, list.AsOf);
            },
            cancellationToken).ConfigureAwait(false);

        // A list of another length is left from before the option changed.
        if (reading.Value is { } cached && cached.Limit != limit)
        {
            (partial, _) = await ReadPagesAsync(context, limit, cancellationToken).ConfigureAwait(false);
            reading = partial;
        }

        var found = reading.Value is null ? partial : reading;
        if (found?.Value is { Tokens.Count: > 0 } read)
        {
            return (read, found.AsOf);
        }

        // No call need have failed for this, and a failed cycle must say why.
        context.Faults.Add("Trending: no token was listed");
        return null;
    }

    private async ValueTask<(Reading<TrendingList> List, BirdeyeFailure? Failure)> ReadPagesAsync(
        CycleContext context, int limit, CancellationToken cancellationToken)
    {
        var tokens = new List<ListedToken>(limit);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var unreadable = 0;
        DateTimeOffset? updated = null;
        DateTimeOffset asOf = default;
        BirdeyeFailure? failure = null;
        var pages = (limit + PageSize - 1) / PageSize;
        for (var page = 0; page < pages; page++)
        {
            context.Report(CyclePhase.Trending, page, pages);
            var offset = page * PageSize;
            var size = Math.Min(PageSize, limit - offset);
            var reading = await gateway.GetTrendingAsync(offset, size, context.Scope, cancellationToken).ConfigureAwait(false);
            asOf = asOf == default || reading.AsOf < asOf ? reading.AsOf : asOf;
            if (reading.Failure is { } failed)
            {
                failure ??= failed;
                context.Faults.Add(failed);
                continue;
            }

            if (reading.Kind == ReadingKind.Unknown)
            {
                // What comes before and after it is still read, but such a list is not kept as a whole one.
                context.Faults.Add("Trending: a page was answered without data");
                failure ??= new BirdeyeFailure(BirdeyeFailureKind.Malformed, BirdeyeEndpoint.Trending, null, "a page was answered without data");
                continue;
            }

            var rows = reading.Value?.Rows ?? [];
            var added = 0;
            foreach (var row in rows)
            {
                if (seen.Add(row.Address))
                {
                    tokens.Add(ListedToken.From(row));
                    added++;
                }
            }

            unreadable += reading.Value?.UnreadableRows ?? 0;
            updated = Older(updated, reading.Value?.UpdatedAt);

            // The list moves while it is paged; a short page, or one that brings nothing new, is its end.
            if ((reading.Value?.RowsOnWire ?? 0) < size || (added == 0 && rows.Count > 0))
            {
                break;
            }
        }

        if (unreadable > 0)
        {
            context.Faults.AddWarning($"Trending: {unreadable.ToString(System.Globalization.CultureInfo.InvariantCulture)} rows without a usable address");
        }

        return (Reading<TrendingList>.Of(new TrendingList(limit, updated, tokens, unreadable), asOf), failure);
    }

    private static DateTimeOffset? Older(DateTimeOffset? left, DateTimeOffset? right) =>
        left is { } a && right is { } b ? (a < b ? a : b) : left ?? right;
}
