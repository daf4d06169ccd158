namespace BirdeyeDiscovery;

/// <summary>Creates the built-in scorer with the weights of the cycle.</summary>
internal sealed class DefaultScorerFactory : IScorerFactory
{
    public ITokenScorer Create(ScoringOptions options) => new TokenScorer(options);
}
