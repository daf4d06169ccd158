namespace BirdeyeDiscovery.Servers;

/// <summary>Servers that tests need and a machine may lack: without one its tests are skipped, unless <c>BIRDEYE_TEST_REQUIRE</c> names it.</summary>
public static class Required
{
    /// <summary>
    /// The variable with the names of servers that have to be there, separated by commas: <c>postgres</c>, <c>pgbouncer</c>, <c>redis</c>,
    /// <c>prometheus</c>.
    /// </summary>
    public const string Variable = "BIRDEYE_TEST_REQUIRE";

    // How xUnit v3 knows a skip from a failure, whatever the type of the exception; it keeps this library free of test frameworks.
    private const string SkipToken = "$XunitDynamicSkip$";

    /// <summary>Ends the calling test, as skipped or as failed, when a server is missing.</summary>
    /// <param name="server">Its name in the variable.</param>
    /// <param name="missing">Why it cannot be started, or nothing.</param>
    /// <exception cref="ServerMissingException">It is missing.</exception>
    public static void OrSkip(string server, string? missing)
    {
        if (missing is not null)
        {
            throw new ServerMissingException(
                IsRequired(server) ? $"{missing} {Variable} requires {server}." : $"{SkipToken}{missing} Set {Variable}={server} to make this a failure.");
        }
    }

    public static bool IsRequired(string server) =>
        (Environment.GetEnvironmentVariable(Variable) ?? string.Empty)
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Contains(server, StringComparer.OrdinalIgnoreCase);
}
