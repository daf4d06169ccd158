namespace BirdeyeDiscovery;

/// <summary>Logs the exceptions of a host's scorer, of which the planner keeps only that the token could not be scored.</summary>
internal class ReportedScorer(ITokenScorer inner, HostFailures failures) : ITokenScorer
{
    public string Version => inner.Version;

    public string OptionsHash => inner.OptionsHash;

    protected HostFailures Failures => failures;

    public static ITokenScorer Around(ITokenScorer scorer, HostFailures failures) =>
        scorer is IBoundedTokenScorer bounded ? new Bounded(bounded, failures) : new ReportedScorer(scorer, failures);

    public TokenScore Score(in ScoreInputs inputs)
    {
        try
        {
            return inner.Score(inputs);
        }
        catch (Exception failure)
        {
            failures.Report("scorer", inner.GetType().Name, failure);
            throw;
        }
    }

    private sealed class Bounded(IBoundedTokenScorer inner, HostFailures failures) : ReportedScorer(inner, failures), IBoundedTokenScorer
    {
        public double TotalAtMost(in ScoreInputs known)
        {
            try
            {
                return inner.TotalAtMost(known);
            }
            catch (Exception failure)
            {
                Failures.Report("scorer", inner.GetType().Name, failure);
                throw;
            }
        }
    }
}
