using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace BirdeyeDiscovery;

/// <summary>
/// Reads the fields of one JSON object after another; an invalid field never invalidates its object. Use one reader per answer and do not
/// share it.
/// </summary>
internal sealed class FieldReader(FieldNames names, DateTimeOffset now)
{
    // The longest text that is read from a JSON field, in bytes. A label keeps 20 or 100 characters; the rest leaves room for escapes and
    // for characters that are dropped.
    private const int MaxTextBytes = 4096;

    private readonly JsonElement[] _values = new JsonElement[names.Count];
    private List<string>? _invalid;

    public DateTimeOffset Now { get; } = now;

    /// <summary>Gets the names of the fields of this object that were read and had an invalid value.</summary>
    public IReadOnlyList<string> InvalidFields => _invalid ?? (IReadOnlyList<string>)[];

    /// <summary>Starts to read an object.</summary>
    /// <returns>False when the element is not an object, or when it has a key that is read twice: it is then ambiguous which value is
    /// meant.</returns>
    public bool TryTake(JsonElement row)
    {
        Array.Clear(_values);
        _invalid = null;
        if (row.ValueKind != JsonValueKind.Object)
        {
            return false;
        }

        foreach (var property in row.EnumerateObject())
        {
            if (TryFind(JsonMarshal.GetRawUtf8PropertyName(property), out var slot))
            {
                if (_values[slot].ValueKind != JsonValueKind.Undefined)
                {
                    return false;
                }

                _values[slot] = property.Value;
            }
        }

        return true;
    }

    public JsonElement Element(int slot) => _values[slot];

    public DatumState State(int slot) => _values[slot].ValueKind switch
    {
        JsonValueKind.Undefined => DatumState.Missing,
        JsonValueKind.Null => DatumState.Null,
        _ => DatumState.Known,
    };

    /// <summary>Gets a list: an array, or null for "not known".</summary>
    /// <returns>False when the field is neither.</returns>
    public bool TryList(int slot, out JsonElement list)
    {
        list = _values[slot];
        return list.ValueKind is JsonValueKind.Array or JsonValueKind.Null;
    }

    public Datum<double> Number(int slot, Unit unit)
    {
        if (Blank<double>(_values[slot]) is { } blank)
        {
            return blank;
        }

        // Adding zero converts -0 in a field to 0.
        return TryDouble(_values[slot], out var value) && unit.Allows(value) ? Datum<double>.Known(value + 0.0) : Datum<double>.Invalid;
    }

    /// <summary>Reads a number, null when it is not known; the name of an invalid one is in <see cref="InvalidFields"/>.</summary>
    public double? Number(int slot, Unit unit, string name) =>
        Noted(Number(slot, unit), name).TryGet(out var value) ? value : null;

    public Datum<DateTimeOffset> Time(int slot)
    {
        if (Blank<DateTimeOffset>(_values[slot]) is { } blank)
        {
            return blank;
        }

        return TryDouble(_values[slot], out var value) && WireTime.TryRead(value, Now, out var time)
            ? Datum<DateTimeOffset>.Known(time)
            : Datum<DateTimeOffset>.Invalid;
    }

    /// <summary>Reads a time, null when it is not known; the name of an invalid one is in <see cref="InvalidFields"/>.</summary>
    public DateTimeOffset? Time(int slot, string name) =>
        Noted(Time(slot), name).TryGet(out var time) ? time : null;

    public Datum<bool> Flag(int slot) => Flag(_values[slot]);

    /// <summary>Reads the JSON values true and false, and the "0" and "1" of the EVM answers.</summary>
    public static Datum<bool> Flag(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Undefined => default,
        JsonValueKind.Null => Datum<bool>.Null,
        JsonValueKind.True => Datum<bool>.Known(true),
        JsonValueKind.False => Datum<bool>.Known(false),
        _ when TryDouble(element, out var value) && value is 0 or 1 => Datum<bool>.Known(value == 1),
        JsonValueKind.String when TextOf(element) is "true" or "false" => Datum<bool>.Known(TextOf(element) == "true"),
        _ => Datum<bool>.Invalid,
    };

    /// <summary>Reads an account or token address from a JSON field.</summary>
    public Datum<string> Address(int slot)
    {
        if (Blank<string>(_values[slot]) is { } blank)
        {
            return blank;
        }

        var text = TextOf(_values[slot]);
        return TokenAddress.IsValid(text) ? Datum<string>.Known(TokenAddress.Normalize(text!)) : Datum<string>.Invalid;
    }

    /// <summary>Reads a label from a JSON field, which its author chose; a value that is not text reads as empty.</summary>
    public string Label(int slot, int maxLength) => LabelText.Clean(TextOf(_values[slot]), maxLength);

    public static string? TextOf(JsonElement element) =>
        element.ValueKind == JsonValueKind.String ? Decode(Inside(element)) : null;

    public static bool TryDouble(JsonElement element, out double value)
    {
        value = double.NaN;
        return element.ValueKind switch
        {
            JsonValueKind.Number => Parse(JsonMarshal.GetRawUtf8Value(element), out value),
            JsonValueKind.String => Parse(Inside(element), out value),
            _ => false,
        };
    }

    // Words such as NaN in a JSON field, and numbers beyond the largest double, parse to values that are not finite and are rejected.
    private static bool Parse(ReadOnlySpan<byte> text, out double value)
    {
        const NumberStyles Styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        value = double.NaN;
        return text.Length <= 400 && double.TryParse(text, Styles, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);
    }

    private static ReadOnlySpan<byte> Inside(JsonElement element) => JsonMarshal.GetRawUtf8Value(element)[1..^1];

    private Datum<T> Noted<T>(Datum<T> datum, string name)
    {
        if (datum.IsInvalid)
        {
            (_invalid ??= []).Add(name);
        }

        return datum;
    }

    private static Datum<T>? Blank<T>(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Undefined => default(Datum<T>),
        JsonValueKind.Null => Datum<T>.Null,
        _ => null,
    };

    private bool TryFind(ReadOnlySpan<byte> raw, out int slot)
    {
        if (!raw.Contains((byte)'\\'))
        {
            return names.TryFind(raw, out slot);
        }

        return names.TryFind(Encoding.UTF8.GetBytes(Decode(raw)), out slot);
    }

    // Decodes the bytes between the quotes. The JSON reader throws for invalid UTF-8 and for half of a surrogate pair; one such label must
    // not invalidate the whole page.
    private static string Decode(ReadOnlySpan<byte> raw)
    {
        if (raw.Length > MaxTextBytes)
        {
            raw = raw[..MaxTextBytes];
        }

        var text = Encoding.UTF8.GetString(raw);
        return text.Contains('\\', StringComparison.Ordinal) ? Unescape(text) : text;
    }

    private static string Unescape(string text)
    {
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\')
            {
                result.Append(text[i]);
            }
            else if (++i < text.Length)
            {
                if (text[i] != 'u')
                {
                    result.Append(Simple(text[i]));
                }
                else if (i + 4 < text.Length
                    && ushort.TryParse(text.AsSpan(i + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit))
                {
                    result.Append((char)unit);
                    i += 4;
                }
                else
                {
                    // An escape in a JSON field is incomplete only where the field's text was cut at the limit, so nothing follows.
                    break;
                }
            }
        }

        return result.ToString();
    }

    private static char Simple(char c) => c switch
    {
        'b' => '\b',
        'f' => '\f',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        _ => c,
    };
}
