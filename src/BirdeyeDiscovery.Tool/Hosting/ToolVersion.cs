using System.Reflection;

namespace BirdeyeDiscovery.Tool;

/// <summary>The version of the tool, which is that of the library.</summary>
internal static class ToolVersion
{
    public static string Text { get; } =
        typeof(ToolVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";
}
