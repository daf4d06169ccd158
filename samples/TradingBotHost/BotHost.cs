using System.Data.Common;
using BirdeyeDiscovery;
using BirdeyeDiscovery.Testing;
using DiscoveryHost;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace TradingBotHost;

/// <summary>Assembles the bot: a market, a clock, the engine, and the bot's own tables.</summary>
internal sealed class BotHost : IAsyncDisposable
{
    private const string FilePath = "./data/bot.db";
    private const string PostgresKey = "ConnectionStrings:Postgres";

    /// <summary>
    /// The time at which the market and its first cycle begin in every run. The results depend only on the seed and the number of a cycle.
    /// </summary>
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    private readonly LocalBirdeye _birdeye;
    private readonly ServiceProvider _services;

    private BotHost(LocalBirdeye birdeye, ServiceProvider services, BotStore store, TradingBot bot) =>
        (_birdeye, _services, Store, Bot) = (birdeye, services, store, bot);

    public BotStore Store { get; }

    public TradingBot Bot { get; }

    public static async Task<BotHost> StartAsync(BotFlags flags)
    {
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables().Build();
        var postgres = configuration[PostgresKey];
        if (string.IsNullOrWhiteSpace(postgres) && NearName.Fault(configuration, PostgresKey) is { } fault)
        {
            // Without its store, the bot would silently trade in the file.
            throw new InvalidOperationException(fault);
        }

        var clock = new SteppedClock(Start);
        var birdeye = new LocalBirdeye(
            new LocalBirdeyeOptions
            {
                Seed = flags.Seed,
                Origin = Start,
                TimeProvider = clock,
                Plan = new LocalPlan { RequestsPerSecond = 100_000 }
            });
        var section = configuration.GetSection(BirdeyeDiscoveryOptions.SectionName);
        var services = AddEngine(new ServiceCollection(), section, postgres, clock, birdeye).BuildServiceProvider();
        WrongSettings.Check(services);

        // The schema of the engine is created before the bot's own tables.
        var storage = services.GetRequiredService<IOptionsMonitor<BirdeyeDiscoveryOptions>>().CurrentValue.Storage;
        await services.GetRequiredService<ITrackedTokenStore>().InitializeAsync(storage.SchemaMode, CancellationToken.None);
        var store = new BotStore(Connect(postgres, storage.Schema));
        await store.OpenAsync(flags.Seed);
        var candles = new CandleSource(
            services.GetRequiredService<ILiveReader>(),
            new HttpClient(birdeye.CreateHandler()) { BaseAddress = new Uri("http://127.0.0.1/") });
        var trader = ActivatorUtilities.CreateInstance<Trader>(services, candles, store);
        return new BotHost(birdeye, services, store, ActivatorUtilities.CreateInstance<TradingBot>(services, trader, clock, store, Start));
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        await _services.DisposeAsync();
        await _birdeye.DisposeAsync();
    }

    private static IServiceCollection AddEngine(
        IServiceCollection services,
        IConfigurationSection section,
        string? postgres,
        SteppedClock clock,
        LocalBirdeye birdeye)
    {
        services.AddLogging(
            static logging => logging
                .AddConsole(static console => console.LogToStandardErrorThreshold = LogLevel.Trace)
                .SetMinimumLevel(LogLevel.Warning));
        services.AddSingleton<TimeProvider>(clock);
        var builder = services
            .AddBirdeyeDiscovery(section)
            .WithoutHostedService()
            .UseHttpHandler(_ => birdeye.CreateHandler())
            .UseStrategyPolicy(static _ => new BotPolicy())
            .AddStrategies(static _ => BotPolicy.Factory);
        _ = string.IsNullOrWhiteSpace(postgres) ? builder.UseSqlite(FilePath)
            : builder.UsePostgres(
                options => (options.ConnectionString, options.ConnectionStringKey) = (postgres, PostgresKey));

        // With one call at a time and no answer older than its cycle, a cycle after a restart, whose caches are empty, decides as it would
        // have decided without the restart.
        services.Configure<BirdeyeDiscoveryOptions>(options =>
        {
            options.Discovery.Interval = TradingBot.Interval;
            options.Birdeye.BaseUrl = new Uri("http://127.0.0.1/");
            options.Birdeye.RequestsPerSecond = 1_000;
            options.Birdeye.MaxConcurrency = 1;
            options.Birdeye.AttemptTimeout = TimeSpan.FromMinutes(1);
            options.Cache.Ttl.Security = TimeSpan.FromMinutes(1);
            if (string.IsNullOrWhiteSpace(postgres))
            {
                // The lock on a file ends with its process and need not expire, so a machine that was suspended for a minute misses no
                // cycle.
                options.Storage.Lease = TimeSpan.FromHours(1);
            }
        });
        return services;
    }

    private static DbConnection Connect(string? postgres, string? schema) => string.IsNullOrWhiteSpace(postgres)
        ? new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = FilePath, Pooling = false }.ToString())
        : new NpgsqlConnection(new NpgsqlConnectionStringBuilder(postgres) { SearchPath = schema, Pooling = false }.ToString());
}
