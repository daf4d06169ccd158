namespace BirdeyeDiscovery;

/// <summary>The rule for when missing data needs a person's attention.</summary>
internal static class DataStale
{
    /// <summary>The number of good cycles in a row without usable data after which an active token is flagged. It is not paused.</summary>
    public const int After = 15;

    /// <summary>Lists the active tokens of a plan that had no usable data for so many cycles.</summary>
    public static IEnumerable<string> Warnings(CyclePlan plan) => plan.Tokens
        .Where(static token => token.Status == TokenStatus.Active && token.MissingDataCycles >= After)
        .Select(
            static token =>
                $"{ReasonCodes.DataStale}: {token.Symbol} ({token.Address}) had no usable data for {token.MissingDataCycles} cycles");
}
