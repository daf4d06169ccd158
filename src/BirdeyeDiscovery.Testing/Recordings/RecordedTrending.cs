using System.Text.Json;

namespace BirdeyeDiscovery.Testing;

/// <summary>The trending list of recordings: every token with an overview, by volume, then the recorded rows.</summary>
internal static class RecordedTrending
{
    public readonly record struct Row(JsonElement Source, bool IsOverview, int Rank, double Volume, double Liquidity);

    private static readonly (string Target, string[] Sources)[] Keys =
    [
        ("address", ["address"]), ("decimals", ["decimals"]), ("symbol", ["symbol"]), ("name", ["name"]), ("price", ["price"]),
        ("price24hChangePercent", ["priceChange24hPercent"]),
        ("volume24hUSD", ["v24hUSD"]),
        ("volume24hChangePercent", ["v24hChangePercent"]),
        ("liquidity", ["liquidity"]), ("marketcap", ["marketCap", "mc"]), ("fdv", ["fdv", "mc"]), ("logoURI", ["logoURI"]),
    ];

    public static IReadOnlyList<Row> Rows(RecordingFolder folder, Func<RecordingKind, string, JsonElement?> current)
    {
        var rows = new List<Row>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var overviews = folder.OverviewAddresses
            .Select(address => (Address: address, Overview: current(RecordingKind.Overview, address)!.Value))
            .OrderByDescending(static entry => Number(entry.Overview, "v24hUSD"))
            .ThenBy(static entry => entry.Address, StringComparer.Ordinal);
        foreach (var (address, overview) in overviews)
        {
            seen.Add(address);
            rows.Add(new Row(overview, true, rows.Count + 1, Number(overview, "v24hUSD"), Number(overview, "liquidity")));
        }

        foreach (var row in folder.TrendingRows)
        {
            if (RecordingFolder.Text(row, "address") is { } address && seen.Add(address))
            {
                rows.Add(new Row(row, false, rows.Count + 1, Number(row, "volume24hUSD"), Number(row, "liquidity")));
            }
        }

        return rows;
    }

    public static void Write(Utf8JsonWriter json, (IEnumerable<Row> Rows, DateTimeOffset Now, int Total) state)
    {
        json.WriteStartObject();
        json.WriteNumber("updateUnixTime"u8, state.Now.ToUnixTimeSeconds());
        json.WriteHumanTime("updateTime"u8, state.Now);
        json.WriteStartArray("tokens"u8);
        foreach (var row in state.Rows)
        {
            json.WriteStartObject();
            if (row.IsOverview)
            {
                WriteOverview(json, row.Source);
            }
            else
            {
                foreach (var property in row.Source.EnumerateObject().Where(static property => property.Name != "rank"))
                {
                    property.WriteTo(json);
                }
            }

            json.WriteNumber("rank"u8, row.Rank);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("total"u8, state.Total);
        json.WriteEndObject();
    }

    private static void WriteOverview(Utf8JsonWriter json, JsonElement overview)
    {
        foreach (var (target, sources) in Keys)
        {
            json.WritePropertyName(target);
            var source = sources.FirstOrDefault(
                name => overview.TryGetProperty(name, out var found) && found.ValueKind != JsonValueKind.Null);
            if (source is null)
            {
                json.WriteNullValue();
            }
            else
            {
                overview.GetProperty(source).WriteTo(json);
            }
        }
    }

    private static double Number(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : 0;
}
