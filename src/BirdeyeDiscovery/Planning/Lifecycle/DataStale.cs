namespace BirdeyeDiscovery;

/// <summary>The lifecycle rule for when an active token's missing data needs a person's attention.</summary>
internal static class DataStale
{
    /// <summary>
    /// The lifecycle rule flags an active token after this many good cycles in a row without usable data. The token is not paused.
    /// </summary>
    public const int After = 15;

    /// <summary>Lists the active tokens of a plan that had no usable data for so many cycles that a person should know.</summary>
    public static IEnumerable<string> Warnings(CyclePlan plan) => plan.Tokens
        .Where(static token => token.Status == TokenStatus.Active && token.MissingDataCycles >= After)
        .Select(
            static token =>
                $"{ReasonCodes.DataStale}: {token.Symbol} ({token.Address}) had no usable data for {token.MissingDataCycles} cycles");
}
