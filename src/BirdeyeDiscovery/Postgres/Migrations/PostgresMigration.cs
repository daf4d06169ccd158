using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace BirdeyeDiscovery;

/// <summary>One numbered script of the schema. A script that was released never changes; the next change is a new script.</summary>
internal sealed record PostgresMigration(int Version, string Name, string Sql, string Checksum)
{
    private const string Prefix = "Postgres.";

    public static IReadOnlyList<PostgresMigration> All { get; } = Load();

    private static List<PostgresMigration> Load()
    {
        var assembly = typeof(PostgresMigration).Assembly;
        var migrations = new List<PostgresMigration>();
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!, Encoding.UTF8);

            // A checkout may change line ends; the script is the same.
            var sql = reader.ReadToEnd().ReplaceLineEndings("\n");
            migrations.Add(new PostgresMigration(
                int.Parse(resource.AsSpan(Prefix.Length, 4), NumberStyles.None, CultureInfo.InvariantCulture),
                Path.GetFileNameWithoutExtension(resource)[Prefix.Length..],
                sql,
                Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql)))));
        }

        return migrations;
    }
}
