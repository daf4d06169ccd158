namespace BirdeyeDiscovery;

/// <summary>Distinguishes a misspelt option key from a key of another component.</summary>
internal static class UnknownKeys
{
    private static readonly string[] Known =
    [
        .. OptionTable.Keys.Select(x => x.Path),
        .. Enum.GetNames<TokenCategory>().Select(x => $"Strategies:{x}:Type"),
        .. OptionLists.All.Select(x => x.Path + ":0"),
        .. new[] { "Address", "Symbol", "Category", "IsPermanent" }.Select(x => $"{OptionLists.Seeds}:0:{x}"),
    ];

    private static readonly string[] Sections = [.. Known.Select(Head).Distinct(StringComparer.Ordinal)];

    /// <summary>
    /// Gets the line that reports an unknown option key, or null when the key is not ours. The value is not shown, because it may be a
    /// misspelt secret.
    /// </summary>
    public static string? Fault(string section, string path, string value)
    {
        var isContainer = Known.Any(x => x.StartsWith(path + ":", StringComparison.OrdinalIgnoreCase));
        if (isContainer && value.Length == 0)
        {
            return null; // an option section that is an empty JSON object
        }

        if (!IsOurs(section, path))
        {
            return null;
        }

        // For a misspelt option key, suggests in this order: the full path of a key without its section, a known key in a wrong section,
        // the key with the smallest edit distance. The distance alone would prefer another key that happens to be short.
        var nearest = Known.FirstOrDefault(x => x.EndsWith(":" + path, StringComparison.OrdinalIgnoreCase))
            ?? Known.FirstOrDefault(x => IsSameBelowHead(x, path))
            ?? Known.MinBy(x => Distance(x, path))!;
        return $"{OptionFault.Full(section, path)} is no key of this section; the nearest is {OptionFault.Full(section, nearest)}.";
    }

    private static bool IsOurs(string section, string path)
    {
        var head = Head(path);
        if (Sections.Contains(head, StringComparer.OrdinalIgnoreCase))
        {
            return true;
        }

        // Without the name of a section, the host passed its whole configuration. A key outside our option sections then belongs to another
        // component.
        if (section.Length == 0)
        {
            return false;
        }

        // A host may put sections of its own below those of the options, such as connection strings or a second engine. Only a value
        // directly in our section, a misspelt section and a known key in a wrong section count as ours.
        return head.Length == path.Length
            || Sections.Any(x => Distance(x, head) <= 2)
            || Known.Any(x => IsSameBelowHead(x, path));
    }

    private static bool IsSameBelowHead(string known, string path) =>
        Head(path).Length < path.Length
            && known.AsSpan(Head(known).Length + 1).Equals(path.AsSpan(Head(path).Length + 1), StringComparison.OrdinalIgnoreCase);

    private static string Head(string path) => path.IndexOf(':', StringComparison.Ordinal) is >= 0 and var end ? path[..end] : path;

    /// <summary>
    /// The edit distance of option keys: the number of letters that must be added, dropped or changed to turn one text into the other,
    /// ignoring case.
    /// </summary>
    public static int Distance(string a, string b)
    {
        var costs = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
        {
            costs[j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = costs[0];
            costs[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var change = char.ToUpperInvariant(a[i - 1]) == char.ToUpperInvariant(b[j - 1]) ? diagonal : diagonal + 1;
                diagonal = costs[j];
                costs[j] = Math.Min(change, 1 + Math.Min(costs[j], costs[j - 1]));
            }
        }

        return costs[b.Length];
    }
}
