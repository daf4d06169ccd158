namespace BirdeyeDiscovery;

/// <summary>Quotes the PostgreSQL names of schemas, tables and columns.</summary>
internal static class PostgresIdentifier
{
    public static string Quote(string identifier) => $"\"{identifier.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
