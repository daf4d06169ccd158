using System.Text.Json;

namespace BirdeyeDiscovery.Benchmarks.Gate;

/// <summary>Represents the committed limits in <c>benchmarks/limits.json</c>.</summary>
internal sealed class GateLimits
{
    private static readonly JsonSerializerOptions Format = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>Gets the bytes that one operation may allocate; 0 is exact, other values get 1 % and 64 bytes of slack.</summary>
    public SortedDictionary<string, double> AllocatedBytesPerOperation { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Gets the highest ratios. They are wide, because times on a shared machine vary.</summary>
    public SortedDictionary<string, double> Ratios { get; init; } = new(StringComparer.Ordinal);

    public static GateLimits Read(string path) =>
        JsonSerializer.Deserialize<GateLimits>(File.ReadAllText(path), Format)
            ?? throw new InvalidDataException($"{path} holds no limits.");

    public static double Allowed(double limit) => limit == 0 ? 0 : (limit * 1.01) + 64;

    public void Write(string path) => File.WriteAllText(path, JsonSerializer.Serialize(this, Format) + "\n");
}
