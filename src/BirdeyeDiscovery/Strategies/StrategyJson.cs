using System.Buffers;
using System.Text.Json;

namespace BirdeyeDiscovery;

/// <summary>
/// Checks that every store can keep the JSON text of a strategy, so that a text that would fail a commit is refused before.
/// </summary>
internal static class StrategyJson
{
    public const int MaxLength = 100_000;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };
    private static readonly SearchValues<char> Digits = SearchValues.Create("123456789");

    /// <summary>Gets the fault of a strategy's configuration, or null.</summary>
    public static string? Fault(string json)
    {
        if (json.Length > MaxLength)
        {
            return $"{json.Length} characters long; allowed are up to {MaxLength}.";
        }

        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            return document.RootElement.ValueKind == JsonValueKind.Null
                ? "the JSON null; allowed is any other JSON, or no configuration."
                : Fault(document.RootElement, "$");
        }
        catch (Exception invalid) when (invalid is JsonException or ArgumentException or InvalidOperationException)
        {
            // The parser of a strategy's configuration finds an unpaired surrogate in a name only when it compares names, and then throws
            // no JsonException.
            return $"no JSON ({invalid.Message.TrimEnd('.')}); allowed is one JSON value without duplicate names.";
        }
    }

    // In a strategy's configuration, PostgreSQL accepts neither NUL, nor an unpaired surrogate, nor numbers far beyond the range of a
    // double.
    private static string? Fault(JsonElement element, string path)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                return IsText(element) ? null : $"not storable at {path}: allowed is text without NUL and half characters.";
            case JsonValueKind.Number:
                return IsNumber(element)
                    ? null
                    : $"not storable at {path}: allowed are numbers that a double holds, in up to 64 characters.";
            case JsonValueKind.Array:
                var index = 0;
                foreach (var item in element.EnumerateArray())
                {
                    if (Fault(item, FormattableString.Invariant($"{path}[{index++}]")) is { } fault)
                    {
                        return fault;
                    }
                }

                return null;
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                {
                    if (NameOf(property) is not { } name)
                    {
                        return $"not storable in a name below {path}: allowed is text without NUL and half characters.";
                    }

                    if (Fault(property.Value, $"{path}.{name}") is { } fault)
                    {
                        return fault;
                    }
                }

                return null;
            default:
                return null;
        }
    }

    private static bool IsText(JsonElement element)
    {
        try
        {
            return StorableText.CanStore(element.GetString()!);
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static string? NameOf(JsonProperty property)
    {
        try
        {
            return StorableText.CanStore(property.Name) ? property.Name : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static bool IsNumber(JsonElement element)
    {
        var text = element.GetRawText();
        var mantissa = text.AsSpan(0, text.AsSpan().IndexOfAny('e', 'E') is var end and >= 0 ? end : text.Length);
        return text.Length <= 64
            && element.TryGetDouble(out var value)
            && double.IsFinite(value)
            && (value != 0 || !mantissa.ContainsAny(Digits));
    }
}
