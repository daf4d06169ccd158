using WebHost;

if (Help.IsAsked(args))
{
    Console.WriteLine(Help.Text);
    return 0;
}

try
{
    await using var app = await WebApp.CreateAsync(args);
    await app.RunAsync();
    return 0;
}
catch (Exception wrong) when (WrongSettings.Lines(wrong) is { Count: > 0 } lines)
{
    await Console.Error.WriteLineAsync(string.Join(Environment.NewLine, lines));
    return WrongSettings.ExitCode;
}
