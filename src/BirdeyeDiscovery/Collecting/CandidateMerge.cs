namespace BirdeyeDiscovery;

/// <summary>Joins the collected list with the active tokens that are not on it.</summary>
internal static class CandidateMerge
{
    public static CandidateFacts[] Of(CycleContext context, MarketList list, DateTimeOffset asOf, bool isFresh)
    {
        var facts = new List<CandidateFacts>(list.Tokens.Count + 16);
        foreach (var row in list.Tokens)
        {
            facts.Add(new CandidateFacts
            {
                Address = row.Address,
                Symbol = row.Symbol,
                Name = row.Name,
                ListPosition = facts.Count + 1,
                ListAsOf = asOf,
                FdvUsd = row.FdvUsd,
                PriceUsd = isFresh ? row.PriceUsd : null,
                LiquidityUsd = isFresh ? row.LiquidityUsd : null,
                Volume24hUsd = isFresh ? row.Volume24hUsd : null,
                Change24hPercent = isFresh ? row.Change24hPercent : null,
                InvalidFields = row.InvalidFields,
            });
        }

        var listed = list.Tokens.Select(static row => row.Address).ToHashSet(StringComparer.Ordinal);
        facts.AddRange(context.Tokens.Values
            .Where(token => token.Status == TokenStatus.Active && !listed.Contains(token.Address))
            .OrderBy(static token => token.Id)
            .Select(static token => new CandidateFacts { Address = token.Address, Symbol = token.Symbol, Name = token.Name ?? "" }));
        return [.. facts];
    }
}
