namespace BirdeyeDiscovery;

/// <summary>Supplies the host's scorer, made around the built-in one with the weights of the cycle.</summary>
internal sealed class HostScorerFactory(Func<ITokenScorer, ITokenScorer> make) : IScorerFactory
{
    private readonly Lock _gate = new();
    private (string OptionsHash, ITokenScorer Scorer)? _last;

    public ITokenScorer Create(ScoringOptions options)
    {
        var inner = new TokenScorer(options);
        lock (_gate)
        {
            // The weights seldom change; a scorer with state of its own keeps it while they do not.
            if (_last is not { } last || last.OptionsHash != inner.OptionsHash)
            {
                _last = last = (inner.OptionsHash, make(inner));
            }

            return last.Scorer;
        }
    }
}
