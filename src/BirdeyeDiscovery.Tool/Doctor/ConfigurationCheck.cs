using Microsoft.Extensions.Options;

namespace BirdeyeDiscovery.Tool;

/// <summary>The doctor's check that every configuration key exists and every value is allowed.</summary>
internal static class ConfigurationCheck
{
    public const string Name = "configuration";

    public static IEnumerable<Finding> Run(ToolContext context, ToolSettings settings, ToolHost host)
    {
        try
        {
            host.CheckOptions();
        }
        catch (OptionsValidationException invalid)
        {
            return invalid.Failures.Distinct(StringComparer.Ordinal).Select(static fault =>
                Finding.Fault(Name, fault, "Correct the value; docs/configuration.md lists every key with what is allowed."));
        }

        var file = settings.ConfigFile ?? ToolConfiguration.DefaultFile;
        var from = File.Exists(context.PathOf(file)) ? $"{file} and the environment" : "the environment";
        return [Finding.Ok(Name, $"Every value of {from} is allowed.")];
    }
}
