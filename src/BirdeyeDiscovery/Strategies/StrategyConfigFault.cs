namespace BirdeyeDiscovery.Strategies;

/// <summary>What is wrong with one field of a configuration.</summary>
/// <param name="Field">The field, by its name in the JSON; <c>$</c> for the whole.</param>
/// <param name="Value">Its value.</param>
/// <param name="Allowed">What is allowed, in words.</param>
public sealed record StrategyConfigFault(string Field, string Value, string Allowed)
{
    /// <summary>Returns the fault as one line.</summary>
    /// <returns>The line.</returns>
    public override string ToString() => $"{Field} is {Value}; allowed is {Allowed}";
}
