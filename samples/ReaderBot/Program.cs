using BirdeyeDiscovery;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ReaderBot;

if (Help.IsAsked(args))
{
    Console.WriteLine(Help.Text);
    return 0;
}

try
{
    var builder = Host.CreateApplicationBuilder(args);
    if (builder.Configuration.GetConnectionString("Redis") is not { Length: > 0 } redis)
    {
        await Console.Error.WriteLineAsync(
            "ConnectionStrings:Redis is not set; allowed is host:port[,setting=value…], or redis://…, of the Redis of the engine.");
        return WrongSettings.ExitCode;
    }

    // The reader alone: no engine, no store and no API key. The section has the key prefix and the interval of the engine.
    builder.Services.AddBirdeyeLiveReader(builder.Configuration.GetSection("BirdeyeDiscovery"))
        .UseRedis(options => (options.Configuration, options.ConfigurationKey) = (redis, "ConnectionStrings:Redis"));
    builder.Services.Configure<ConsoleLifetimeOptions>(static console => console.SuppressStatusMessages = true);
    using var host = builder.Build();
    WrongSettings.Check(host.Services);
    await host.StartAsync();
    var stopping = host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
    await new Watch(host.Services.GetRequiredService<ILiveReader>(), Console.Out).RunAsync(stopping);
    return 0;
}
catch (Exception wrong) when (WrongSettings.Lines(wrong) is { Count: > 0 } lines)
{
    await Console.Error.WriteLineAsync(string.Join(Environment.NewLine, lines));
    return WrongSettings.ExitCode;
}
