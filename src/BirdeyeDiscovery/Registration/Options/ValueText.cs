using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace BirdeyeDiscovery;

/// <summary>The text formats of the option values.</summary>
internal static class ValueText
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    public static ValueText<string> Plain { get; } = new(TryText, x => x);

    /// <summary>An option value like <see cref="Plain"/>; an empty text means none.</summary>
    public static ValueText<string?> PlainOrNone { get; } = new(TryTextOrNone, x => x);

    public static ValueText<int> Whole { get; } = new(TryWhole, x => x.ToString(Invariant));

    /// <summary>An option value like <see cref="Whole"/>; an empty text means none.</summary>
    public static ValueText<int?> WholeOrNone { get; } = new(TryWholeOrNone, x => x?.ToString(Invariant));

    /// <summary>An option value that is a whole number of any size; an empty text means none.</summary>
    public static ValueText<long?> LongOrNone { get; } = new(TryLongOrNone, x => x?.ToString(Invariant));

    public static ValueText<decimal> Number { get; } = new(TryDecimal, Show);

    /// <summary>An option value like <see cref="Number"/>; an empty text means none.</summary>
    public static ValueText<decimal?> NumberOrNone { get; } = new(TryDecimalOrNone, x => x is { } value ? Show(value) : null);

    public static ValueText<double> Real { get; } = new(TryDouble, x => x.ToString("R", Invariant));

    public static ValueText<TimeSpan> Duration { get; } = new(TryDuration, x => x.ToString("c", Invariant));

    public static ValueText<Uri> Address { get; } = new(TryUri, x => x?.OriginalString);

    /// <summary>An option value that is a secret; an empty text means none, and the value has no text form.</summary>
    public static ValueText<ApiKey?> Secret { get; } = new(TrySecret, x => x is null ? null : "***");

    /// <summary>
    /// An option value that is a name of an enumeration, ignoring case; numbers are rejected, because they are not part of the contract.
    /// </summary>
    public static ValueText<T> Name<T>()
        where T : struct, Enum => new(TryName, x => x.ToString());

    private static string Show(decimal value) => value.ToString("G29", Invariant);

    private static bool TryText(string text, [MaybeNullWhen(false)] out string value)
    {
        value = text;
        return true;
    }

    private static bool TryTextOrNone(string text, out string? value)
    {
        value = text.Length == 0 ? null : text;
        return true;
    }

    private static bool TryWhole(string text, out int value) => int.TryParse(text, NumberStyles.AllowLeadingSign, Invariant, out value);

    private static bool TryWholeOrNone(string text, out int? value)
    {
        value = null;
        if (text.Length == 0)
        {
            return true;
        }

        var isWhole = TryWhole(text, out var number);
        value = isWhole ? number : null;
        return isWhole;
    }

    private static bool TryLongOrNone(string text, out long? value)
    {
        var isWhole = long.TryParse(text, NumberStyles.AllowLeadingSign, Invariant, out var number);
        value = isWhole ? number : null;
        return isWhole || text.Length == 0;
    }

    private static bool TryDecimal(string text, out decimal value) => decimal.TryParse(text, NumberStyles.Float, Invariant, out value);

    private static bool TryDecimalOrNone(string text, out decimal? value)
    {
        value = null;
        if (text.Length == 0)
        {
            return true;
        }

        var isNumber = TryDecimal(text, out var number);
        value = isNumber ? number : null;
        return isNumber;
    }

    private static bool TryDouble(string text, out double value) =>
        double.TryParse(text, NumberStyles.Float, Invariant, out value) && double.IsFinite(value);

    // A duration among the options must be written with hours, minutes and seconds, because TimeSpan would parse "120" as 120 days.
    private static bool TryDuration(string text, out TimeSpan value)
    {
        value = default;
        return text.Count(c => c == ':') == 2 && TimeSpan.TryParseExact(text, "c", Invariant, out value);
    }

    private static bool TryUri(string text, [MaybeNullWhen(false)] out Uri value) => Uri.TryCreate(text, UriKind.Absolute, out value);

    private static bool TrySecret(string text, out ApiKey? value)
    {
        value = null;
        if (text.Length == 0)
        {
            return true;
        }

        // An option ApiKey with other characters cannot be sent in an HTTP header.
        var isToken = TextRules.IsToken(text, 1, 512);
        value = isToken ? new ApiKey(text) : null;
        return isToken;
    }

    private static bool TryName<T>(string text, out T value)
        where T : struct, Enum
    {
        foreach (var name in Enum.GetNames<T>())
        {
            if (string.Equals(name, text, StringComparison.OrdinalIgnoreCase))
            {
                value = Enum.Parse<T>(name);
                return true;
            }
        }

        value = default;
        return false;
    }
}
