using System.Text;

namespace BirdeyeDiscovery;

/// <summary>The JSON keys that are read from one shape of answer. Built once per shape.</summary>
internal sealed class FieldNames
{
    private readonly Dictionary<byte[], int> _slots = new(Utf8Comparer.Instance);

    public int Count { get; private set; }

    /// <summary>
    /// Adds a key and returns the slot where <see cref="FieldReader"/> keeps its value. Without a key, the value is always missing.
    /// </summary>
    public int Add(string? name)
    {
        if (name is not null)
        {
            _slots.Add(Encoding.UTF8.GetBytes(name), Count);
        }

        return Count++;
    }

    public bool TryFind(ReadOnlySpan<byte> name, out int slot) =>
        _slots.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(name, out slot);

    private sealed class Utf8Comparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public static readonly Utf8Comparer Instance = new();

        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();

        public int GetHashCode(byte[] obj) => GetHashCode(obj.AsSpan());

        // Only a few known JSON keys are ever added, so the hash needs to distinguish only these. It must be fast: it runs for every key of
        // every answer.
        public int GetHashCode(ReadOnlySpan<byte> alternate) =>
            alternate.IsEmpty
                ? 0
                : alternate.Length | (alternate[0] << 6) | (alternate[^1] << 14) | (alternate[alternate.Length / 2] << 22);
    }
}
