namespace BirdeyeDiscovery;

/// <summary>Reads the trending list page by page. When a page fails, the other pages are still read.</summary>
internal sealed class TrendingPages(IBirdeyeGateway gateway)
{
    /// <summary>The largest page that the API accepts.</summary>
    private const int PageSize = 20;

    /// <summary>Reads the list. Pages may be missing; the list's failures and faults name them.</summary>
    public async ValueTask<Reading<MarketList>> ReadAsync(int limit, CallScope calls, CancellationToken cancellationToken)
    {
        var tokens = new List<MarketFacts>(limit);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var failures = new List<SourceFailure>();
        var faults = new List<string>();
        var unreadable = 0;
        DateTimeOffset? updated = null;
        DateTimeOffset asOf = default;
        for (var offset = 0; offset < limit; offset += PageSize)
        {
            var size = Math.Min(PageSize, limit - offset);
            var reading = await gateway.GetTrendingAsync(offset, size, calls, cancellationToken).ConfigureAwait(false);
            asOf = asOf == default || reading.AsOf < asOf ? reading.AsOf : asOf;
            if (reading.Value is not { } page)
            {
                // A failed page does not end the paging.
                if (reading.Failure is { } failed)
                {
                    failures.Add(failed);
                }
                else
                {
                    faults.Add("Trending: a page was answered without data");
                }

                continue;
            }

            var added = 0;
            foreach (var row in page.Rows)
            {
                if (seen.Add(row.Address))
                {
                    tokens.Add(row);
                    added++;
                }
            }

            unreadable += page.UnreadableRows;
            updated = Older(updated, page.UpdatedAt);

            if (page.UnreadableRows * 2 > page.RowsOnWire)
            {
                // A row or two without an address are normal. If most rows of a page cannot be read, tokens were lost.
                faults.Add("Trending: most rows of a page cannot be read");
            }

            // The list changes while it is paged, so a page that adds nothing new also ends it, like a page without rows. A short page does
            // not end the list: the API drops rows after it has cut the page.
            if (page.RowsOnWire == 0 || (added == 0 && page.Rows.Count > 0))
            {
                break;
            }
        }

        var list = new MarketList
        {
            Limit = limit,
            Tokens = tokens,
            UpdatedAt = updated,
            UnreadableRows = unreadable,
            Failures = failures,
            Faults = faults
        };
        return Reading<MarketList>.Of(list, asOf);
    }

    private static DateTimeOffset? Older(DateTimeOffset? left, DateTimeOffset? right) =>
        left is { } a && right is { } b ? (a < b ? a : b) : left ?? right;
}
