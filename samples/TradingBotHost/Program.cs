using BirdeyeDiscovery;
using TradingBotHost;

if (Help.IsAsked(args))
{
    Console.WriteLine(Help.Text);
    return 0;
}

var faults = new List<string>();
var flags = BotFlags.Read(args, faults);
if (faults.Count > 0)
{
    faults.ForEach(Console.Error.WriteLine);
    return WrongSettings.ExitCode;
}

try
{
    await using var host = await BotHost.StartAsync(flags);
    await host.Bot.RunAsync(flags.Cycles);

    // The last line is read from the store, because this process may have started in the middle of the run.
    Console.WriteLine(await host.Store.TotalsAsync());
    return 0;
}
catch (Exception wrong) when (WrongSettings.Lines(wrong) is { Count: > 0 } lines)
{
    await Console.Error.WriteLineAsync(string.Join(Environment.NewLine, lines));
    return WrongSettings.ExitCode;
}
catch (InvalidOperationException refused)
{
    await Console.Error.WriteLineAsync(refused.Message);
    return WrongSettings.ExitCode;
}
catch (Exception failure) when (failure is DiscoveryStoreException or System.Data.Common.DbException or IOException or HttpRequestException)
{
    // Nothing is lost. The message does not advise a plain retry, because some causes, such as a file that is not a database, do not go
    // away by themselves.
    await Console.Error.WriteLineAsync(
        $"The bot stops: {failure.Message} What was stored stays: when the cause is gone, the same command goes on from there.");
    return 1;
}
