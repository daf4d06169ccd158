namespace BirdeyeDiscovery.Scoring;

/// <summary>A scorer that can say how high a score can become once missing inputs are known.</summary>
/// <remarks>
/// <see cref="EnrichmentMode.Staged"/> reads only the tokens whose bound can still change a decision, so a bound that is too low changes
/// decisions. A bound that is too high only costs requests.
/// </remarks>
public interface IBoundedTokenScorer : ITokenScorer
{
    /// <summary>Gets an upper bound of the total.</summary>
    /// <param name="known">The known figures; a missing value may have any value, or stay missing.</param>
    /// <returns>A value that <see cref="TokenScore.Total"/> does not exceed, 0 to 100.</returns>
    double TotalAtMost(in ScoreInputs known);
}
