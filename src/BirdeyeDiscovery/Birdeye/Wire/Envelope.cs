using System.Text.Json;

namespace BirdeyeDiscovery;

/// <summary>Reads the JSON envelope around the data: <c>{"success":true,"data":...}</c>.</summary>
internal static class Envelope
{
    private static readonly FieldNames Names = new();
    private static readonly int Success = Names.Add("success");
    private static readonly int Data = Names.Add("data");
    private static readonly int Message = Names.Add("message");

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 32 };

    public enum Verdict
    {
        Data,
        Unknown,
        Unsuccessful,
        Malformed,
    }

    /// <summary>
    /// Parses a body. The document reads from <paramref name="body"/>, which must live as long as the document and may be repaired in
    /// place.
    /// </summary>
    public static JsonDocument? TryParse(Memory<byte> body)
    {
        try
        {
            return JsonDocument.Parse(body, Options);
        }
        catch (JsonException)
        {
            JsonRepair.Apply(body.Span);
        }

        try
        {
            return JsonDocument.Parse(body, Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static Verdict Open(JsonElement root, out JsonElement data, out string message)
    {
        data = default;
        message = "";
        var fields = new FieldReader(Names, default);
        if (!fields.TryTake(root))
        {
            message = "the answer is no object, or repeats a key";
            return Verdict.Malformed;
        }

        switch (fields.Element(Success).ValueKind)
        {
            case JsonValueKind.False:
                message = FieldReader.TextOf(fields.Element(Message)) ?? "";
                return Verdict.Unsuccessful;
            case JsonValueKind.True:
                break;
            default:
                message = "the answer does not say whether it succeeded";
                return Verdict.Malformed;
        }

        data = fields.Element(Data);
        switch (data.ValueKind)
        {
            case JsonValueKind.Null:
                return Verdict.Unknown;
            case JsonValueKind.Object:
                return data.GetPropertyCount() == 0 ? Verdict.Unknown : Verdict.Data;
            default:
                message = "the answer has no data object";
                return Verdict.Malformed;
        }
    }

    /// <summary>
    /// Reads an error response: whether it is the API's own, which says <c>success:false</c>, and its message, whoever sent it.
    /// </summary>
    public static (bool IsOfApi, string Message) ReadError(Memory<byte> body)
    {
        using var document = TryParse(body);
        var fields = new FieldReader(Names, default);
        return document is not null && fields.TryTake(document.RootElement)
            ? (fields.Element(Success).ValueKind == JsonValueKind.False, FieldReader.TextOf(fields.Element(Message)) ?? "")
            : (false, "");
    }
}
