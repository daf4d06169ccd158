using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace BirdeyeDiscovery;

/// <summary>Represents one numbered schema script. A released script never changes; the next change is a new script.</summary>
/// <param name="Version">The number of the script.</param>
/// <param name="Name">The name of its file, without the extension.</param>
/// <param name="Sql">The statements.</param>
/// <param name="Checksum">The SHA-256 of the statements.</param>
/// <param name="CompatibleFrom">The lowest version whose library may run on the schema after this script.</param>
internal sealed partial record SqliteSchemaScript(int Version, string Name, string Sql, string Checksum, int CompatibleFrom)
{
    public static IReadOnlyList<SqliteSchemaScript> All { get; } = Load();

    private static List<SqliteSchemaScript> Load()
    {
        var assembly = typeof(SqliteSchemaScript).Assembly;
        var migrations = new List<SqliteSchemaScript>();
        foreach (var resource in assembly.GetManifestResourceNames()
            .Where(name => name.EndsWith(".sql", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!, Encoding.UTF8);

            // A checkout may change the line endings of a schema script, which must not change the checksum.
            var sql = reader.ReadToEnd().ReplaceLineEndings("\n");
            var version = int.Parse(resource.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture);
            migrations.Add(new SqliteSchemaScript(
                version,
                Path.GetFileNameWithoutExtension(resource),
                sql,
                Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql))),
                Compatible().Match(sql) is { Success: true } line
                    ? int.Parse(line.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture)
                    : version));
        }

        return migrations;
    }

    [GeneratedRegex(@"^-- Compatible from: ([0-9]+)$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Compatible();
}
