namespace BirdeyeDiscovery;

/// <summary>Formats the lines that report faults of the configuration: the key, the value (never a secret), and what is allowed.</summary>
internal static class OptionFault
{
    private const int Longest = 100;

    public static string Line(string section, string path, string? value, string allowed) =>
        value is null
            ? $"{Full(section, path)} is not set; allowed: {allowed}."
            : $"{Full(section, path)} is '{RefusedText.Cut(value, Longest)}'; allowed: {allowed}.";

    public static string Line(string section, OptionKey key, string? value) =>
        Line(
            section,
            key.Path,
            value is null ? null : key.IsSecret ? "***" : key.MayHoldSecret ? WithoutSecrets(value) : value,
            key.Allowed);

    public static string Full(string section, string path) => section.Length == 0 ? path : $"{section}:{path}";

    /// <summary>
    /// Hides in the value of an option what may be a password or a key: everything before an @, and everything after a question mark or a
    /// hash. The value need not be a URL.
    /// </summary>
    public static string WithoutSecrets(string url)
    {
        var end = url.AsSpan().IndexOfAny('?', '#');
        var head = end < 0 ? url : url[..end];
        var at = head.LastIndexOf('@');
        if (at >= 0)
        {
            var scheme = head.IndexOf("//", StringComparison.Ordinal);
            head = string.Concat(scheme >= 0 && scheme < at ? head.AsSpan(0, scheme + 2) : "", "***", head.AsSpan(at));
        }

        return end < 0 ? head : $"{head}{url[end]}***";
    }
}
