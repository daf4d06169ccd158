namespace MonitoredHost;

/// <summary>The answer to <c>--help</c>: what the sample shows, and its settings.</summary>
internal static class Help
{
    public const string Text =
        """
        Runs discovery cycles with metrics at /metrics, health at /health/live and /health/ready, and traces by OTLP.

          --urls URL                        where it listens, such as http://127.0.0.1:5080
          BirdeyeDiscovery__Birdeye__ApiKey your key; without it a local Birdeye answers with a generated market
          ConnectionStrings__Postgres       Host=localhost;Database=bot;Username=bot;Password=…; unset: the file ./data/monitored.db
          ConnectionStrings__Redis          host:port[,setting=value…], or redis://…; unset: the live view is kept in the process
          Redis__Timeout                    and Redis__ProbeInterval, Redis__CycleBudget, Redis__LocalScores, Redis__RequireEncryption
          OTEL_EXPORTER_OTLP_ENDPOINT       the address of a receiver, such as http://localhost:4317; unset: nothing is sent

        A connection string needs a key, or BirdeyeDiscovery__Birdeye__BaseUrl. More: samples/README.md, docs/monitoring.md.
        """;

    public static bool IsAsked(IEnumerable<string> arguments) => arguments.Any(static argument => argument is "--help" or "-h" or "-?");
}
