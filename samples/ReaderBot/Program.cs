using BirdeyeDiscovery;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using ReaderBot;

if (Help.IsAsked(args))
{
    Console.WriteLine(Help.Text);
    return 0;
}

var builder = Host.CreateApplicationBuilder(args);
if (builder.Configuration.GetConnectionString("Redis") is not { Length: > 0 } redis)
{
    await Console.Error.WriteLineAsync(
        "ConnectionStrings:Redis is not set; allowed is host:port[,setting=value…], or redis://…, of the Redis of the engine.");
    return 2;
}

// The reader alone: no engine, no store and no API key. The section has the key prefix and the interval of the engine.
builder.Services.AddBirdeyeLiveReader(builder.Configuration.GetSection("BirdeyeDiscovery"))
    .UseRedis(options => (options.Configuration, options.ConfigurationKey) = (redis, "ConnectionStrings:Redis"));
builder.Services.Configure<ConsoleLifetimeOptions>(static console => console.SuppressStatusMessages = true);
try
{
    using var host = builder.Build();
    await host.StartAsync();
    var stopping = host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
    await new Watch(host.Services.GetRequiredService<ILiveReader>(), Console.Out).RunAsync(stopping);
    return 0;
}
catch (OptionsValidationException invalid)
{
    await Console.Error.WriteLineAsync(string.Join(Environment.NewLine, invalid.Failures));
    return 2;
}
