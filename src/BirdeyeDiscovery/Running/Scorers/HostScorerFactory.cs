namespace BirdeyeDiscovery;

/// <summary>Creates the host's scorer, which wraps the built-in one with the weights of the cycle.</summary>
internal sealed class HostScorerFactory(Func<ITokenScorer, ITokenScorer> make) : IScorerFactory
{
    private readonly Lock _gate = new();
    private (string OptionsHash, ITokenScorer Scorer)? _last;

    public ITokenScorer Create(ScoringOptions options)
    {
        var inner = new TokenScorer(options);
        lock (_gate)
        {
            // The host's scorer is created again only if the weights change, so that a scorer with state keeps its state.
            if (_last is not { } last || last.OptionsHash != inner.OptionsHash)
            {
                _last = last = (inner.OptionsHash, make(inner));
            }

            return last.Scorer;
        }
    }
}
