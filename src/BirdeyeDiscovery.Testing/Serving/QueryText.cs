namespace BirdeyeDiscovery.Testing;

/// <summary>Parses the query string of a request to the local Birdeye. The first value of a repeated name is used.</summary>
internal static class QueryText
{
    public static Dictionary<string, string> Parse(string query)
    {
        var values = new Dictionary<string, string>(4, StringComparer.Ordinal);
        var text = query.AsSpan().TrimStart('?');
        foreach (var range in text.Split('&'))
        {
            var pair = text[range];
            if (pair.IsEmpty)
            {
                continue;
            }

            var equals = pair.IndexOf('=');
            var name = Decode(equals < 0 ? pair : pair[..equals]);
            values.TryAdd(name, equals < 0 ? "" : Decode(pair[(equals + 1)..]));
        }

        return values;
    }

    private static string Decode(ReadOnlySpan<char> text) =>
        text.ContainsAny('%', '+') ? Uri.UnescapeDataString(text.ToString().Replace('+', ' ')) : text.ToString();
}
