namespace BirdeyeDiscovery;

/// <summary>Quotes names of schemas, tables and columns.</summary>
internal static class PostgresIdentifier
{
    public static string Quote(string identifier) => $"\"{identifier.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
