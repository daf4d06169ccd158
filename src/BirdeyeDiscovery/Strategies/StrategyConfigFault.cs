namespace BirdeyeDiscovery.Strategies;

/// <summary>A fault in one field of a configuration.</summary>
/// <param name="field">The name of the field in the JSON; <c>$</c> for the whole configuration.</param>
/// <param name="value">Its value.</param>
/// <param name="allowed">A description of what is allowed.</param>
public sealed class StrategyConfigFault(string field, string value, string allowed)
{
    /// <summary>Gets the name of the field in the JSON; <c>$</c> for the whole configuration.</summary>
    public string Field { get; } = field;

    /// <summary>Gets its value.</summary>
    public string Value { get; } = value;

    /// <summary>Gets a description of what is allowed.</summary>
    public string Allowed { get; } = allowed;

    /// <summary>Returns the fault as one line.</summary>
    /// <returns>The line.</returns>
    public override string ToString() => $"{Field} is {Value}; allowed is {Allowed}";
}
