using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace BirdeyeDiscovery.Ledger;

/// <summary>
/// Represents a tuning variant: a set of options to evaluate. Everything that it does not name is as in the stored cycles.
/// </summary>
internal sealed record TuneVariant
{
    private TuneVariant(TuneOrigin origin, SortedDictionary<string, string> options, string json)
    {
        Origin = origin;
        Options = options;
        Json = json;
        Hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json)).AsSpan(0, 8));
    }

    public TuneOrigin Origin { get; }

    /// <summary>Gets the option values of the tuning variant by key.</summary>
    public IReadOnlyDictionary<string, string> Options { get; }

    /// <summary>
    /// Gets the option values of the tuning variant as a JSON object, keys in ordinal order, so that equal variants have equal texts.
    /// </summary>
    public string Json { get; }

    public string Hash { get; }

    public static TuneVariant Of(TuneOrigin origin, IEnumerable<KeyValuePair<string, string>> options)
    {
        var sorted = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in options)
        {
            sorted[key] = value;
        }

        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var (key, value) in sorted)
            {
                writer.WriteString(key, value);
            }

            writer.WriteEndObject();
        }

        return new TuneVariant(origin, sorted, Encoding.UTF8.GetString(buffer.ToArray()));
    }

    /// <summary>Sets the values of the tuning variant in options.</summary>
    public void Apply(BirdeyeDiscoveryOptions target)
    {
        foreach (var (key, value) in Options)
        {
            OptionTable.ByPath[key].TryRead(value, target);
        }
    }
}
