using System.Globalization;
using Npgsql;

namespace BirdeyeDiscovery;

/// <summary>
/// Recognizes PostgreSQL connection URIs, which the driver does not read, and shows the same settings in the driver's format.
/// </summary>
/// <remarks>
/// URIs are not translated silently: the meaning of their parameters differs between libpq, JDBC and others, above all for encryption. The
/// form that is shown contains no password, in whichever part of the URI the password is.
/// </remarks>
internal static class PostgresUri
{
    private static readonly string[] Schemes = ["postgres://", "postgresql://", "jdbc:postgresql://"];

    /// <summary>
    /// Gets what is wrong with a connection string that is a URI, together with the expected format, or null when the text is not a URI.
    /// </summary>
    public static string? Fault(string text)
    {
        var trimmed = text.Trim();
        var scheme = Schemes.FirstOrDefault(scheme => trimmed.StartsWith(scheme, StringComparison.OrdinalIgnoreCase));
        return scheme is not null ? $"is a URI ({scheme}…); write it in Npgsql's form: {Form(trimmed[scheme.Length..])}"
            : Scheme(trimmed) is { } other
            ? $"is a URI of another kind ({other}…); write it in Npgsql's form, such as Host=localhost;Database=bot;Username=bot"
            : null;
    }

    // In a connection string, a keyword comes before the first '=' and contains no "://". A "://" that follows only the characters of a
    // scheme therefore marks a URI.
    private static string? Scheme(string text)
    {
        var end = text.IndexOf("://", StringComparison.Ordinal);
        return end is > 0 and < 32 && text[..end].All(static c => char.IsAsciiLetterOrDigit(c) || c is '+' or '-' or '.' or ':')
            ? text[..(end + 3)]
            : null;
    }

    private static string Form(string rest)
    {
        var (address, query) = Split(rest, '?');
        var (head, database) = Split(address, '/');
        if (database.Contains('@', StringComparison.Ordinal) || query.Contains('@', StringComparison.Ordinal))
        {
            // In a connection URI, an '@' after the first '/' or '?' may end a password that contains such a character unescaped. The parts
            // of the URI cannot be told apart then, so none of them is shown.
            return "Host=…;Port=5432;Database=…;Username=…;Password=…";
        }

        var at = head.LastIndexOf('@');
        var (user, password) = at < 0 ? ("", "") : Split(head[..at], ':');
        var hosts = head[(at + 1)..].Split(',');
        var parameters = query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(static pair => Split(pair, '=')).ToLookup(
            static pair => Decoded(pair.Head).ToLowerInvariant(), static pair => Decoded(pair.Tail), StringComparer.Ordinal);
        var builder = new NpgsqlConnectionStringBuilder
        {
            Host = Host(hosts),
            Port = hosts.Length == 1
                && int.TryParse(hosts[0][(hosts[0].LastIndexOf(':') + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port)
                && port is > 0 and < 65_536
                    ? port
                    : 5432,
            Database = Or(Decoded(database), "…"),
            Username = Or(Decoded(user), parameters["user"].FirstOrDefault() ?? "…"),
        };
        var hasPassword = password.Length > 0 || parameters.Contains("password");
        var encryption = parameters["sslmode"].FirstOrDefault()?.ToUpperInvariant() switch
        {
            "DISABLE" => ";SSL Mode=Disable",
            "ALLOW" => ";SSL Mode=Allow",
            "PREFER" => ";SSL Mode=Prefer",
            "REQUIRE" => ";SSL Mode=Require",
            "VERIFY-CA" => ";SSL Mode=VerifyCA",
            "VERIFY-FULL" => ";SSL Mode=VerifyFull",
            _ => parameters["ssl"].FirstOrDefault() == "true" ? ";SSL Mode=VerifyFull" : "",
        };
        return builder.ConnectionString + (hasPassword ? ";Password=…" : "") + encryption;
    }

    private static string Host(string[] hosts) => hosts.Length == 1
        ? Or(
            hosts[0].StartsWith('[')
                ? hosts[0][..(hosts[0].IndexOf(']', StringComparison.Ordinal) + 1)]
                : Decoded(Split(hosts[0], ':').Head),
            "…")
        : string.Join(',', hosts);

    private static string Or(string text, string other) => text.Length == 0 ? other : text;

    private static string Decoded(string text) => Uri.UnescapeDataString(text);

    private static (string Head, string Tail) Split(string text, char separator)
    {
        var index = text.IndexOf(separator, StringComparison.Ordinal);
        return index < 0 ? (text, "") : (text[..index], text[(index + 1)..]);
    }
}
