namespace BirdeyeDiscovery.Strategies;

/// <summary>A fault in one field of a configuration.</summary>
/// <param name="Field">The name of the field in the JSON; <c>$</c> for the whole configuration.</param>
/// <param name="Value">Its value.</param>
/// <param name="Allowed">A description of what is allowed.</param>
public sealed record StrategyConfigFault(string Field, string Value, string Allowed)
{
    /// <summary>Returns the fault as one line.</summary>
    /// <returns>The line.</returns>
    public override string ToString() => $"{Field} is {Value}; allowed is {Allowed}";
}
