using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace BirdeyeDiscovery.Testing;

/// <summary>A request to be answered, in the form that the answers of the local Birdeye use.</summary>
internal sealed record LocalCall(
    string Method,
    string Path,
    IReadOnlyDictionary<string, string> Query,
    string? Key,
    string? Chain,
    DateTimeOffset Now)
{
    /// <summary>The addresses of a request for the answer about several tokens, as often as they were written.</summary>
    public string[] Addresses =>
        Text("list_address", "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public string Address => Query.GetValueOrDefault("address", "");

    public bool Has(string name) => Query.TryGetValue(name, out var value) && value.Length > 0;

    public string Text(string name, string fallback) => Has(name) ? Query[name] : fallback;

    /// <summary>
    /// Reads an integer parameter for a local answer. A missing one takes the fallback; for an invalid one, or one out of range, the answer
    /// is an error with the API's text.
    /// </summary>
    public bool TryInteger(string name, long fallback, long minimum, long maximum, out long value, [NotNullWhen(false)] out string? error)
    {
        value = fallback;
        error = null;
        if (Has(name)
            && (!long.TryParse(Query[name], NumberStyles.Integer, CultureInfo.InvariantCulture, out value)
                || value < minimum
                || value > maximum))
        {
            error = string.Create(CultureInfo.InvariantCulture, $"{name} should be integer, range {minimum}-{maximum}");
        }

        return error is null;
    }
}
