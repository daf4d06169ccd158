using Microsoft.Extensions.Options;

namespace BirdeyeDiscovery;

/// <summary>The option rule of one engine's strategy configurations: each must parse as the host's own type.</summary>
internal sealed class StrategyConfigRules<T>(string engine, StrategyConfigFormat<T> format) : IValidateOptions<BirdeyeDiscoveryOptions>
    where T : class
{
    public ValidateOptionsResult Validate(string? name, BirdeyeDiscoveryOptions options)
    {
        if (name != engine)
        {
            return ValidateOptionsResult.Skip;
        }

        var faults = Enum.GetValues<TokenCategory>().SelectMany(category => Faults(category, options)).ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    // Another option rule reports a value that is not a JSON object, so only objects are parsed here.
    private IEnumerable<string> Faults(TokenCategory category, BirdeyeDiscoveryOptions options) =>
        CategoryRules.ConfigFor(category, options.Strategies) is not { } json || !CategoryRules.IsConfig(json) ? []
            : format.Read(new TokenStrategy("", "", CategoryRules.StrategyFor(category, options.Strategies), json)).Faults
                .Select(fault => OptionFault.Line(
                    options.ConfigurationPath,
                    fault.Field == "$" ? StrategyConfigReader.PathOf(category) : $"{StrategyConfigReader.PathOf(category)}:{fault.Field}",
                    fault.Value,
                    fault.Allowed));
}
