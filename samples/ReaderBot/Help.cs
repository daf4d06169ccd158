namespace ReaderBot;

/// <summary>The answer to <c>--help</c>: what the sample shows, and its settings.</summary>
internal static class Help
{
    public const string Text =
        """
        A bot in a process of its own that only reads Redis: after each cycle of an engine it prints what it would act on.

          ConnectionStrings__Redis          host:port[,setting=value…], or redis://…, of the Redis of the engine; required
          BirdeyeDiscovery__Cache__KeyPrefix, BirdeyeDiscovery__Discovery__Interval
                                            as the engine has them, where they are not the defaults

        More: docs/bots.md.
        """;

    public static bool IsAsked(IEnumerable<string> arguments) => arguments.Any(static argument => argument is "--help" or "-h" or "-?");
}
