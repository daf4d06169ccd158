using Microsoft.Extensions.Configuration;

namespace BirdeyeDiscovery.Tool;

/// <summary>
/// Reads the configuration of the tool as a host does: a JSON file, then the environment variables, which take precedence.
/// </summary>
internal static class ToolConfiguration
{
    public const string DefaultFile = "appsettings.json";

    public static ConfigurationManager Read(ToolContext context, ToolSettings settings)
    {
        var file = context.PathOf(settings.ConfigFile ?? DefaultFile);
        if (settings.ConfigFile is not null && !File.Exists(file))
        {
            throw ToolException.Usage($"--config is '{settings.ConfigFile}'; there is no such file.");
        }

        var configuration = new ConfigurationManager();
        try
        {
            configuration.AddJsonFile(file, optional: true, reloadOnChange: false);
        }
        catch (Exception unreadable) when (unreadable is InvalidDataException or FormatException)
        {
            var cause = unreadable.InnerException?.Message ?? unreadable.Message;
            throw ToolException.Usage($"The configuration file '{settings.ConfigFile ?? DefaultFile}' cannot be read: {cause}");
        }

        configuration.AddInMemoryCollection(context.Variables.Select(static variable => new KeyValuePair<string, string?>(
            variable.Key.Replace("__", ConfigurationPath.KeyDelimiter, StringComparison.Ordinal), variable.Value)));
        return configuration;
    }
}
