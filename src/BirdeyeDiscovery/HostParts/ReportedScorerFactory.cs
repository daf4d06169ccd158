namespace BirdeyeDiscovery;

/// <summary>
/// Gives the engine the host's scorer in a form that logs its exceptions. Others who resolve the scorer get the host's own.
/// </summary>
internal sealed class ReportedScorerFactory(IScorerFactory inner, HostFailures failures) : IScorerFactory
{
    public ITokenScorer Create(ScoringOptions options) =>
        inner.Create(options) is var scorer && scorer is TokenScorer ? scorer : ReportedScorer.Around(scorer, failures);
}
