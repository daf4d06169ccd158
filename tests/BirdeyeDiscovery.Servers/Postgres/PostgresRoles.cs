using System.Reflection;

namespace BirdeyeDiscovery.Servers;

/// <summary>The roles of <c>scripts/postgres-roles.sql</c>, with the same names for all tests on a server.</summary>
public static class PostgresRoles
{
    public const string Owner = "discovery_owner";
    public const string Runtime = "discovery_runtime";
    public const string Retention = "discovery_retention";

    // Roles belong to the whole server, and two sessions cannot change one at the same time.
    private static readonly SemaphoreSlim Lock = new(1);

    /// <summary>Gets the script as it stands.</summary>
    public static string Script { get; } = Read();

    public static IReadOnlyList<string> All { get; } = [Owner, Runtime, Retention];

    /// <summary>Runs the script, as psql would: before the schema is made, and again afterwards.</summary>
    public static async Task ApplyAsync(TestDatabase database, string schema)
    {
        // What begins with a backslash is psql's.
        var sql = string.Join('\n', Script.Split('\n').Where(line => !line.StartsWith('\\')))
            .Replace(":'schema'", Literal(schema), StringComparison.Ordinal)
            .Replace(":'owner'", Literal(Owner), StringComparison.Ordinal)
            .Replace(":'runtime'", Literal(Runtime), StringComparison.Ordinal)
            .Replace(":'retention'", Literal(Retention), StringComparison.Ordinal);
        await Lock.WaitAsync();
        try
        {
            await database.ExecuteAsync(sql);
        }
        finally
        {
            Lock.Release();
        }
    }

    private static string Literal(string value) => $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";

    private static string Read()
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("postgres-roles.sql")!);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
