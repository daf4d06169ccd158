namespace BirdeyeDiscovery;

/// <summary>Where a token's address leads: the stores answer the same by SQL for one address, this answers for all.</summary>
internal sealed class MigrationChains(IEnumerable<(string Old, string New)> migrations)
{
    private readonly Dictionary<string, string> _next = migrations.ToDictionary(static row => row.Old, static row => row.New, StringComparer.Ordinal);

    /// <summary>Follows the migrations to the last address; one that only leads in circles stays as it is.</summary>
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
