using System.Net;
using Npgsql;

namespace BirdeyeDiscovery;

/// <summary>Checks PostgreSQL connection strings.</summary>
internal static class PostgresConnectionRules
{
    /// <summary>Reads a PostgreSQL connection string. The error names no value, because any part may be a secret.</summary>
    public static NpgsqlConnectionStringBuilder? TryParse(string text, out string? fault)
    {
        fault = null;
        try
        {
            var builder = new NpgsqlConnectionStringBuilder(text);
            if (string.IsNullOrWhiteSpace(builder.Host))
            {
                fault = "has no Host";
                return null;
            }

            return builder;
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or InvalidCastException or OverflowException)
        {
            fault = "cannot be read";
            return null;
        }
    }

    /// <summary>Determines whether a third party could read the traffic of a database connection or impersonate the server.</summary>
    public static bool IsUnprotected(NpgsqlConnectionStringBuilder builder) =>
        builder.SslMode is not (SslMode.VerifyCA or SslMode.VerifyFull)
            && (builder.Host ?? string.Empty).Split(',').Any(static host => !IsLocal(host.Trim()));

    /// <summary>Gets the error text for a database connection whose encryption is required but not enforced.</summary>
    public static string Refusal(string what, NpgsqlConnectionStringBuilder builder) =>
        $"{what} has SSL Mode {builder.SslMode} for another machine; with RequireEncryption allowed are VerifyCA and VerifyFull.";

    private static bool IsLocal(string host)
    {
        if (host.StartsWith('/') || host.StartsWith('@'))
        {
            return true;
        }

        var name = host.StartsWith('[')
            ? host[1..host.IndexOf(']', StringComparison.Ordinal)]
            : host.Count(static c => c == ':') == 1
            ? host[..host.IndexOf(':', StringComparison.Ordinal)]
            : host;
        return name.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(name, out var address) && IPAddress.IsLoopback(address));
    }
}
