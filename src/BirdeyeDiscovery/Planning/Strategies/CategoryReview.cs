namespace BirdeyeDiscovery;

/// <summary>Reviews the category of an active token, with a band around the thresholds and a count of good cycles in a row. Pure.</summary>
internal static class CategoryReview
{
    /// <summary>Gets the token with its new count, and the category that it has earned, if any.</summary>
    public static (TrackedToken Token, TokenCategory? Earned) Of(
        TrackedToken token,
        CandidateFacts facts,
        bool hasGoodData,
        StrategyOptions options)
    {
        // The operator determines the category of a permanent token, so it is not reviewed.
        if (options.ReevaluateAfterCycles == 0 || token.IsPermanent)
        {
            return (Quiet(token), null);
        }

        // In the review of a token's category, a cycle with unknown or poor data neither continues nor resets the count.
        if (!hasGoodData || facts.FdvUsd is null || facts.LiquidityUsd is null)
        {
            return (token, null);
        }

        var measured = CategoryRules.ClassifyFrom(token.Category, facts.FdvUsd, facts.LiquidityUsd, options);
        if (measured == token.Category)
        {
            return (Quiet(token), null);
        }

        // The count of the category review continues while the measured categories lie on the same side of the current one. The nearest of
        // them becomes the next category.
        var goesOn = token.NextCategory is { } next && Math.Sign(next - token.Category) == Math.Sign(measured - token.Category);
        var counted = token with
        {
            NextCategory = goesOn && Math.Abs(token.NextCategory!.Value - token.Category) < Math.Abs(measured - token.Category)
                ? token.NextCategory
                : measured,
            CategoryCycles = goesOn ? Math.Min(token.CategoryCycles + 1, options.ReevaluateAfterCycles) : 1,
        };
        return (counted, counted.CategoryCycles >= options.ReevaluateAfterCycles ? counted.NextCategory : null);
    }

    // Resets the count of the category review. A token without a count is returned as the same object.
    public static TrackedToken Quiet(TrackedToken token) =>
        token is { NextCategory: null, CategoryCycles: 0 } ? token : token with { NextCategory = null, CategoryCycles = 0 };
}
