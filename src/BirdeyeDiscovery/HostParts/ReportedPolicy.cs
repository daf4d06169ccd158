namespace BirdeyeDiscovery;

/// <summary>Logs the exceptions of a host's strategy policy, of which the planner keeps only the type.</summary>
internal sealed class ReportedPolicy(IStrategyPolicy inner, HostFailures failures) : IStrategyPolicy
{
    public StrategyChoice Choose(StrategyFacts facts)
    {
        try
        {
            return inner.Choose(facts);
        }
        catch (Exception failure)
        {
            failures.Report("strategy policy", inner.GetType().Name, failure);
            throw;
        }
    }
}
