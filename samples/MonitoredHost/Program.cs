using MonitoredHost;

if (Help.IsAsked(args))
{
    Console.WriteLine(Help.Text);
    return 0;
}

try
{
    await using var host = await MonitoredApp.CreateAsync(args);
    await host.RunAsync();
    return 0;
}
catch (WrongSettingException wrong)
{
    // A service manager does not restart after 2, which a restart would not heal.
    await Console.Error.WriteLineAsync(wrong.Message);
    return 2;
}
