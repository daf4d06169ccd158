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
internal sealed partial record PostgresSchemaScript(int Version, string Name, string Sql, string Checksum, int CompatibleFrom)
{
    private const string Prefix = "Postgres.";

    public static IReadOnlyList<PostgresSchemaScript> All { get; } = Load();

    private static List<PostgresSchemaScript> Load()
    {
        var assembly = typeof(PostgresSchemaScript).Assembly;
        var migrations = new List<PostgresSchemaScript>();
        foreach (var resource in assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!, Encoding.UTF8);

            // A checkout may change the line endings of a schema script, which must not change the checksum.
            var sql = reader.ReadToEnd().ReplaceLineEndings("\n");
            var version = int.Parse(resource.AsSpan(Prefix.Length, 4), NumberStyles.None, CultureInfo.InvariantCulture);
            migrations.Add(new PostgresSchemaScript(
                version,
                Path.GetFileNameWithoutExtension(resource)[Prefix.Length..],
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
