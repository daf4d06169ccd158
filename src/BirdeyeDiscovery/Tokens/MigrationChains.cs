namespace BirdeyeDiscovery;

/// <summary>Resolves the migrated addresses of tokens in memory, all at once. The stores resolve one address in SQL.</summary>
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
