namespace BirdeyeDiscovery;

/// <summary>Lets the host's policy choose the strategy that a token gets. The policy may throw or return an invalid choice.</summary>
internal static class PolicyChoice
{
    /// <summary>Gets the choice of the strategy policy, or null and the reason why there is none.</summary>
    public static StrategyChoice? Of(IStrategyPolicy policy, StrategyFacts facts, out string fault)
    {
        try
        {
            var choice = policy.Choose(facts);
            fault = Fault(choice) ?? "";
            return fault.Length == 0 ? choice : null;
        }
        catch (Exception thrown)
        {
            // A token gets no strategy from a policy that throws. The reason names only the type of the exception, whose text may contain
            // anything.
            fault = $"the policy threw {thrown.GetType().Name}";
            return null;
        }
    }

    private static string? Fault(StrategyChoice? choice) => choice switch
    {
        null => "the policy gave no choice",
        { StrategyType: null } => "the policy gave no type",
        _ when !TextRules.IsLabel(choice.StrategyType, 50) => "the policy gave a type that is not of 1 to 50 printable characters",
        { StrategyConfig: { } json } when StrategyJson.Fault(json) is not null =>
            "the policy gave a configuration that is no JSON which can be stored",
        _ => null,
    };
}
