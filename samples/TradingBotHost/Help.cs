namespace TradingBotHost;

/// <summary>The answer to <c>--help</c>: what the sample shows, and its settings.</summary>
internal static class Help
{
    public const string Text =
        """
        A paper-trading bot on a local Birdeye with a generated market. It prints each trade, and at its end closes=N pnl=P.

          --cycles N                        the total number of cycles in the database, 100 if not given
          --seed S                          the market, 1 if not given; the same seed makes the same trades
          ConnectionStrings__Postgres       Host=localhost;Database=bot;Username=bot;Password=…; unset: the file ./data/bot.db

        More: docs/bots.md.
        """;

    public static bool IsAsked(IEnumerable<string> arguments) => arguments.Any(static argument => argument is "--help" or "-h" or "-?");
}
