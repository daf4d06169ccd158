namespace WebHost;

/// <summary>The answer to <c>--help</c>: what the sample shows, and its settings.</summary>
internal static class Help
{
    public const string Text =
        """
        Runs discovery cycles beside a minimal API: /tokens, /tokens/{token}, /tokens/{token}/why, /tokens/{token}/score,
        /cycles/last, /health/live, /health/ready, /openapi/v1.json.

          --urls URL                        where it listens, such as http://127.0.0.1:5090
          BirdeyeDiscovery__Birdeye__ApiKey your key; without it a local Birdeye answers with a generated market
          Database                          the path of the SQLite file; unset: ./data/web.db

        It takes no connection string. More: samples/README.md, docs/hosting.md.
        """;

    public static bool IsAsked(IEnumerable<string> arguments) => arguments.Any(static argument => argument is "--help" or "-h" or "-?");
}
