namespace BirdeyeDiscovery;

/// <summary>Supplies the scorer that the host brought.</summary>
internal sealed class FixedScorerFactory(ITokenScorer scorer) : IScorerFactory
{
    public ITokenScorer Create(ScoringOptions options) => scorer;
}
