using System.Text.Json;

namespace BirdeyeDiscovery;

/// <summary>A list in received JSON: with rows, empty, or null for "not known".</summary>
internal readonly struct RowList
{
    private readonly JsonElement _list;

    private RowList(JsonElement list) => _list = list;

    public bool IsUnknown => _list.ValueKind == JsonValueKind.Null;

    public int Count => _list.GetArrayLength();

    public JsonElement.ArrayEnumerator Rows => _list.EnumerateArray();

    public static bool TryOpen(JsonElement element, out RowList list)
    {
        list = new RowList(element);
        return element.ValueKind is JsonValueKind.Array or JsonValueKind.Null;
    }
}
