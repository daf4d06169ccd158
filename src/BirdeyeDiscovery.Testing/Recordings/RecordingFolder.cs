using System.Text.Json;

namespace BirdeyeDiscovery.Testing;

/// <summary>A folder of recorded answers, read once: whole bodies, their <c>data</c> alone, or the list inside it.</summary>
internal sealed class RecordingFolder
{
    private readonly Dictionary<(RecordingKind Kind, string Address), List<JsonElement>> _recordings = [];
    private readonly Dictionary<string, string> _addressOfLabel = new(StringComparer.Ordinal);
    private readonly List<JsonElement> _trending = [];

    private RecordingFolder()
    {
    }

    public DateTimeOffset? NewestTime { get; private set; }

    /// <summary>Gets the rows of all recorded trending lists, unchanged.</summary>
    public IReadOnlyList<JsonElement> TrendingRows => _trending;

    public IEnumerable<string> OverviewAddresses =>
        _recordings.Keys.Where(static key => key.Kind == RecordingKind.Overview).Select(static key => key.Address);

    public static RecordingFolder Read(string directory)
    {
        if (!Directory.Exists(directory))
        {
            throw new DirectoryNotFoundException($"The folder of recordings '{directory}' does not exist.");
        }

        var folder = new RecordingFolder();
        long? newest = null;
        foreach (var (kind, name, _) in RecordingPaths.All)
        {
            var path = Path.Combine(directory, name);
            if (!Directory.Exists(path))
            {
                continue;
            }

            foreach (var file in Directory.GetFiles(path, "*.json").Order(StringComparer.Ordinal))
            {
                var payload = Payload(file);
                newest = RecordedTimes.Later(newest, RecordedTimes.Newest(payload));
                folder.Add(kind, Label(file), payload);
            }
        }

        folder.NewestTime = newest is { } seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
        return folder;
    }

    public IReadOnlyList<JsonElement> Of(RecordingKind kind, string address) =>
        _recordings.TryGetValue((kind, address), out var found) ? found : [];

    /// <summary>Gets the rows of a recorded payload, which is a list or contains one.</summary>
    public static IEnumerable<JsonElement> Rows(JsonElement payload)
    {
        if (payload.ValueKind == JsonValueKind.Object
            && (payload.TryGetProperty("items", out var list) || payload.TryGetProperty("tokens", out list)))
        {
            payload = list;
        }

        return payload.ValueKind == JsonValueKind.Array ? payload.EnumerateArray() : [];
    }

    public static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static JsonElement Payload(string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            using var document = JsonDocument.Parse(stream);
            var root = document.RootElement;
            var isEnvelope = root.ValueKind == JsonValueKind.Object
                && root.TryGetProperty("success", out _)
                && root.TryGetProperty("data", out _);
            return (isEnvelope ? root.GetProperty("data") : root).Clone();
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"The recording '{file}' is not JSON: {exception.Message}", exception);
        }
    }

    // The names of recordings PI.t1.data.json, SOL_15m_2023.json and <address>.1750214210.json all begin with the symbol or address of the
    // token.
    private static string Label(string file)
    {
        var name = Path.GetFileName(file);
        var end = name.AsSpan().IndexOfAny('.', '_');
        return end < 0 ? name : name[..end];
    }

    private static bool IsAddress(string text) => text.Length is >= 32 and <= 44 && text.All(char.IsAsciiLetterOrDigit);

    private void Add(RecordingKind kind, string label, JsonElement payload)
    {
        if (kind == RecordingKind.Trending)
        {
            _trending.AddRange(Rows(payload));
            return;
        }

        if (kind is RecordingKind.MultiPrice or RecordingKind.TradeDataMultiple or RecordingKind.MarketDataMultiple)
        {
            // Each entry of a recorded answer for several tokens has the content of the answer for that one token, so it is stored as such.
            var single = kind == RecordingKind.TradeDataMultiple ? RecordingKind.TradeData
                : kind == RecordingKind.MarketDataMultiple ? RecordingKind.MarketData
                : kind;
            foreach (var entry in payload.ValueKind == JsonValueKind.Object ? payload.EnumerateObject() : default)
            {
                if (kind == RecordingKind.MultiPrice || entry.Value.ValueKind == JsonValueKind.Object)
                {
                    Keep(single, entry.Name, entry.Value);
                }
            }

            return;
        }

        var address = Text(payload, "address")
            ?? (IsAddress(label) ? label : null)
            ?? RowAddress(kind, payload)
            ?? _addressOfLabel.GetValueOrDefault(label);
        if (address is null)
        {
            return;
        }

        if (kind == RecordingKind.Overview)
        {
            _addressOfLabel.TryAdd(label, address);
        }

        Keep(kind, address, payload);
    }

    private void Keep(RecordingKind kind, string address, JsonElement payload)
    {
        if (!_recordings.TryGetValue((kind, address), out var list))
        {
            _recordings[(kind, address)] = list = [];
        }

        list.Add(payload);
    }

    // Recorded candles give the address of the requested token. Older recorded swaps give that of the pool, so it is not used.
    private static string? RowAddress(RecordingKind kind, JsonElement payload) =>
        kind is RecordingKind.Ohlcv or RecordingKind.OhlcvV3
            ? Rows(payload).Select(static row => Text(row, "address")).FirstOrDefault()
            : null;
}
