using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace BirdeyeDiscovery;

/// <summary>One numbered script of the schema. A script that was released never changes; the next change is a new script.</summary>
internal sealed record SqliteMigration(int Version, string Name, string Sql, string Checksum)
{
    public static IReadOnlyList<SqliteMigration> All { get; } = Load();

    private static List<SqliteMigration> Load()
    {
        var assembly = typeof(SqliteMigration).Assembly;
        var migrations = new List<SqliteMigration>();
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.EndsWith(".sql", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!, Encoding.UTF8);

            // A checkout may change line ends; the script is the same.
            var sql = reader.ReadToEnd().ReplaceLineEndings("\n");
            migrations.Add(new SqliteMigration(
                int.Parse(resource.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture),
                Path.GetFileNameWithoutExtension(resource),
                sql,
                Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql)))));
        }

        return migrations;
    }
}
