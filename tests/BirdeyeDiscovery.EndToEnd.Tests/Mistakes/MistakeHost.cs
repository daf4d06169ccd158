using BirdeyeDiscovery.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Options;

namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>A host in which a test makes one mistake, and all that it prints: messages of exceptions, and lines of the log.</summary>
internal sealed class MistakeHost : IAsyncDisposable
{
    /// <summary>The key and the passwords of these hosts. No line may contain it.</summary>
    public const string Secret = "s3cret-that-nobody-may-see";

    private static readonly DateTimeOffset Start = new(2026, 5, 4, 0, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();
    private readonly FakeLogCollector _log = new();

    public MistakeHost() => UseStore = engine => engine.UseSqlite(Database);

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public string Folder => _folder.Path;

    public string Database => _folder.File("discovery.db");

    public Dictionary<string, string?> Settings { get; } = new()
    {
        ["BirdeyeDiscovery:Birdeye:BaseUrl"] = "http://127.0.0.1/",
        ["BirdeyeDiscovery:Birdeye:ApiKey"] = Secret,
        ["BirdeyeDiscovery:Birdeye:RequestsPerSecond"] = "1000",
        ["BirdeyeDiscovery:Discovery:TrendingLimit"] = "5",
    };

    public Action<IBirdeyeDiscoveryBuilder> UseStore { get; set; }

    public Action<IBirdeyeDiscoveryBuilder> Build { get; set; } = static _ => { };

    public TimeProvider Clock { get; set; } = TimeProvider.System;

    /// <summary>Gets or sets what makes the handler of requests to the API; null for the local Birdeye.</summary>
    public Func<HttpMessageHandler>? Network { get; set; }

    public LocalBirdeyeOptions Birdeye { get; } = new() { Seed = 7, Plan = new LocalPlan { RequestsPerSecond = 100_000 } };

    /// <summary>Gets or sets what the host does once it runs. The default is one cycle.</summary>
    public Func<IServiceProvider, Task> Act { get; set; } = static services => CycleAsync(services);

    /// <summary>Gets the lines that are printed.</summary>
    public List<string> Lines { get; } = [];

    /// <summary>Gets the stacks that are printed below lines of the library.</summary>
    /// <remarks>The host of .NET prints one of its own ("Hosting failed to start"), which the program can prevent and the library cannot.</remarks>
    public IEnumerable<string> Stacks => _log.GetSnapshot()
        .Where(static line => line.Level >= LogLevel.Information && line.Exception is not null
            && line.Category?.StartsWith("Microsoft.Extensions.Hosting", StringComparison.Ordinal) != true)
        .Select(static line => $"{line.Message}\n{line.Exception}")
        .Concat(Lines.Where(static line => line.StartsWith("at ", StringComparison.Ordinal)));

    public IReadOnlyList<string> Logged =>
        [.. _log.GetSnapshot().Where(static line => line.Level >= LogLevel.Information).Select(static line => line.Message)];

    public static async Task<CycleResult> CycleAsync(IServiceProvider services) =>
        await services.GetRequiredService<IDiscoveryEngine>().RunCycleAsync(Cancellation);

    /// <summary>Sets a key of the section of the library.</summary>
    public void Set(string key, string? value) => Settings[$"BirdeyeDiscovery:{key}"] = value;

    /// <summary>Runs the host.</summary>
    public async Task RunAsync(bool withLoop = false)
    {
        await using var birdeye = new LocalBirdeye(Birdeye);
        try
        {
            var builder = Host.CreateEmptyApplicationBuilder(null);
            builder.Configuration.AddInMemoryCollection(Settings.Where(static setting => setting.Value is not null));
            builder.Logging.SetMinimumLevel(LogLevel.Information).AddProvider(new FakeLoggerProvider(_log));
            builder.Services.AddSingleton(Clock);
            var engine = builder.Services.AddBirdeyeDiscovery(builder.Configuration.GetSection(BirdeyeDiscoveryOptions.SectionName))
                .UseHttpHandler(_ => Network?.Invoke() ?? birdeye.CreateHandler());
            UseStore(engine);
            Build(engine);
            if (!withLoop)
            {
                engine.WithoutHostedService();
            }

            var host = builder.Build();
            await using var disposing = (IAsyncDisposable)host;
            await host.StartAsync(Cancellation);
            await Act(host.Services);
            await host.StopAsync(Cancellation);
        }
        catch (OptionsValidationException invalid)
        {
            Lines.AddRange(invalid.Failures);
        }
        catch (Exception refused) when (refused is InvalidOperationException or DiscoveryStoreException or ArgumentException)
        {
            Lines.Add(refused.Message);
        }

        Lines.AddRange(Logged);
    }

    /// <summary>Runs the host on a clock that passes its waits at once.</summary>
    public Task RunCyclesAsync(int cycles)
    {
        var clock = new SimulatedClock(Start);
        (Clock, Birdeye.TimeProvider, Birdeye.Origin) = (clock, clock, Start);
        Act = services =>
        {
            for (var cycle = 0; cycle < cycles; cycle++)
            {
                var result = clock.Drive(services.GetRequiredService<IDiscoveryEngine>().RunCycleAsync(Cancellation));
                clock.AdvanceTo(result.NextDue ?? clock.GetUtcNow());
            }

            return Task.CompletedTask;
        };
        return RunAsync();
    }

    /// <summary>Runs a statement on the file of the store.</summary>
    public void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
