using System.Globalization;

namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>What an attacker, a bug or a broken line puts between a colon and a comma. What stands between « and » arrives as these raw bytes.</summary>
/// <remarks>What breaks the JSON itself, such as <c>01</c>, is no value of one token: the whole answer has failed then.</remarks>
internal static class HostileValues
{
    private static readonly long Now = FaultyMarket.Start.ToUnixTimeSeconds();

    public static IReadOnlyList<string> All { get; } =
    [
        // No value, or one of another kind.
        "null", "true", "false", "{}", "[]", "[[],{}]", "[null]", "\"\"", "\" \"", "{\"address\":\"x\"}", "[1,\"a\",{}]",

        // Numbers that are none, too large, too small, or that nobody has.
        "0", "-0", "-1", "1e400", "-1e400", "1e-400", "1e308", "-1e308", "1e18", "1e19", "79228162514264337593543950336", "0.1e-7", "123456789012345678901234567890.123456789",
        "NaN", "Infinity", "-Infinity", "\"NaN\"", "\"Infinity\"", "\"-Infinity\"", "\"1e400\"", "\"12,5\"", "\"0x1F\"", "\"١٢٣\"",

        // Moments in other units, in the future, before everything.
        Text(Now * 1000), Text(Now + (10 * 365 * 86_400)), Text(-Now), "253402300800", "99999999999999999999", "1", "\"2026-05-04T00:00:00\"",

        // Text that breaks stores, terminals, pages, tables and parsers.
        "\"a\\u0000b\"", "\"\\ud800\"", "\"\\udc00\\ud800x\"", "\"«C3»\"", "\"«EDA080»\"", "\"«FFFE»\"", "\"raw«00»nul\"", "\"raw«0A»line\"", "\"«1B»[2J\"",
        "\"\\u001b[2J\\u001b[31mred\"", "\"\\u0007\\u0008\\r\\n\"", "\"\\u202egnp.exe\"", "\"\\u200b\\u2066\\u2069\\ufeff\\u00ad\"", "\"\\u0085\\u2028\\u2029\"",
        "\"'; DROP TABLE tracked_tokens; --\"", "\"<script>alert(1)</script>\"", "\"=HYPERLINK(\\\"http://x\\\")\"", "\"+cmd|' /C calc'!A0\"", "\"{0} %s ${jndi:ldap://x}\"",
        "\"../../../etc/passwd\"", "\"%2e%2e%2f&limit=50\"", "\"Z\\u0351\\u0351\\u0351\\u0351algo\"", "\"\\ud83d\\ude00\"", "\"SOL\"", "\"So11111111111111111111111111111111111111112\"",
    ];

    /// <summary>Gets values that are much of everything, and slow to make and to read.</summary>
    public static IReadOnlyList<string> Heavy { get; } =
    [
        $"\"{new string('A', 1_000_000)}\"", $"\"{string.Concat(Enumerable.Repeat("\\ud83d\\ude00", 5_000))}\"", new string('9', 5_000), $"-0.{new string('0', 5_000)}1",
        Nested("[", "]", 20), Nested("{\"a\":", "}", 20), Nested("[", "]", 5_000), Nested("{\"a\":", "}", 500),
    ];

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Nested(string open, string close, int depth) =>
        string.Concat(Enumerable.Repeat(open, depth)) + (open == "[" ? "" : "1") + string.Concat(Enumerable.Repeat(close, depth));
}
