namespace BirdeyeDiscovery;

/// <summary>Finds the candidates for which more calls to the market source are useful.</summary>
internal static class CandidateGate
{
    /// <summary>Lists the candidates that no collected fact rejects and for which more calls are useful.</summary>
    public static List<int> Open(CycleContext context, CandidateFacts[] facts, bool isFresh)
    {
        var open = new List<int>(facts.Length);
        for (var index = 0; index < facts.Length; index++)
        {
            if (IsOpen(context, facts[index], isFresh))
            {
                open.Add(index);
            }
        }

        return open;
    }

    private static bool IsOpen(CycleContext context, CandidateFacts facts, bool isFresh)
    {
        if (Gates.Barred(facts.Address, context.Find(facts.Address), context.Migrations) is not null)
        {
            return false;
        }

        if (context.IsPermanent(facts.Address))
        {
            return true;
        }

        if (Gates.First(facts, context.Find(facts.Address), context.Options, context.CycleTimestamp) is not null)
        {
            return false;
        }

        // No further facts are collected of a new token whose liquidity or volume a fresh list lacks: only such a list gives them, and
        // without them the token cannot enter.
        var lacksFigures = isFresh && facts.ListPosition is not null && (facts.LiquidityUsd is null || facts.Volume24hUsd is null);
        var lacksSecurity = facts.SecurityAsked && facts.Security is null;
        return context.IsTracked(facts.Address) || (!lacksFigures && !lacksSecurity);
    }
}
