namespace BirdeyeDiscovery;

/// <summary>
/// Resolves the addresses of tracked tokens that migrated, with all migrations in memory. The stores resolve an address in SQL.
/// </summary>
internal sealed class MigrationChains(IEnumerable<(string Old, string New)> migrations)
{
    private readonly Dictionary<string, string> _next =
        migrations.ToDictionary(static row => row.Old, static row => row.New, StringComparer.Ordinal);

    /// <summary>Follows the migrations of a token to the last address; an address that leads into a cycle is returned unchanged.</summary>
    public string Resolve(string address)
    {
        var last = address;
        for (var steps = 0; _next.TryGetValue(last, out var next); steps++)
        {
            if (steps > _next.Count)
            {
                return address;
            }

            last = next;
        }

        return last;
    }
}
