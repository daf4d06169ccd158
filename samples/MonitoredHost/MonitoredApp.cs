using BirdeyeDiscovery;
using BirdeyeDiscovery.Diagnostics;
using BirdeyeDiscovery.Testing;
using DiscoveryHost;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Npgsql;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace MonitoredHost;

/// <summary>
/// A host that is monitored: metrics for Prometheus at <c>/metrics</c>, metrics and traces by OTLP, health at <c>/health/live</c> and
/// <c>/health/ready</c>.
/// </summary>
/// <remarks>
/// Without an API key it starts a local Birdeye and stores in a file. Connection strings need a key, because a generated market must not be
/// written to a store that others read.
/// </remarks>
internal sealed partial class MonitoredApp : IAsyncDisposable
{
    private const string BirdeyeSection = BirdeyeDiscoveryOptions.SectionName + ":Birdeye:";

    private static readonly string[] Servers = ["Postgres", "Redis"];

    private readonly LocalBirdeye? _birdeye;

    private MonitoredApp(WebApplication web, LocalBirdeye? birdeye) => (Web, _birdeye) = (web, birdeye);

    public WebApplication Web { get; }

    /// <exception cref="OptionsValidationException">
    /// A connection string is misspelt, or configured without a key and without an address of Birdeye.
    /// </exception>
    public static async Task<MonitoredApp> CreateAsync(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        CheckNames(builder.Configuration);
        var birdeye = await StartBirdeyeAsync(builder.Configuration);
        var engine = builder.Services.AddBirdeyeDiscovery(builder.Configuration.GetSection(BirdeyeDiscoveryOptions.SectionName));
        AddStore(builder, engine);
        AddTelemetry(builder);
        builder.Services.AddHealthChecks().AddBirdeyeDiscoveryHealthChecks();

        var web = builder.Build();
        web.MapPrometheusScrapingEndpoint();
        MapHealth(web, "/health/live", DiscoveryHealthChecksBuilderExtensions.LiveTag);
        MapHealth(web, "/health/ready", DiscoveryHealthChecksBuilderExtensions.ReadyTag);
        if (birdeye is not null)
        {
            LogGenerated(web.Logger, BirdeyeSection + "ApiKey");
        }

        return new MonitoredApp(web, birdeye);
    }

    public Task RunAsync()
    {
        WrongSettings.Check(Web.Services);
        return Web.RunAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Web.DisposeAsync();
        if (_birdeye is not null)
        {
            await _birdeye.DisposeAsync();
        }
    }

    // Without its store, the host would silently use the file or the memory of this process.
    private static void CheckNames(ConfigurationManager configuration)
    {
        var fault = Servers.Where(name => configuration.GetConnectionString(name) is not { Length: > 0 })
            .Select(name => NearName.Fault(configuration, "ConnectionStrings:" + name))
            .FirstOrDefault(static fault => fault is not null);
        if (fault is not null)
        {
            throw Wrong(fault);
        }
    }

    private static void AddTelemetry(WebApplicationBuilder builder)
    {
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(static resource => resource.AddService("birdeye-discovery"))
            .WithMetrics(static metrics => metrics
                .AddMeter(DiscoveryTelemetry.MeterName, "System.Net.Http", "Npgsql", "Polly")
                .AddPrometheusExporter())
            .WithTracing(static traces =>
            {
                // The spans of requests, SQL and Redis are those of the libraries that make the calls. They nest under the engine's.
                traces.AddSource(DiscoveryTelemetry.ActivitySourceName, "System.Net.Http").AddNpgsql();
                traces.AddRedisInstrumentation();
            });
        if (builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is { Length: > 0 })
        {
            telemetry.WithMetrics(static metrics => metrics.AddOtlpExporter()).WithTracing(static traces => traces.AddOtlpExporter());
        }
    }

    private static void AddStore(WebApplicationBuilder builder, IBirdeyeDiscoveryBuilder engine)
    {
        if (builder.Configuration.GetConnectionString("Postgres") is { Length: > 0 } postgres)
        {
            engine.UsePostgres(
                options => (options.ConnectionString, options.ConnectionStringKey) = (postgres, "ConnectionStrings:Postgres"));
        }
        else
        {
            Directory.CreateDirectory("./data");
            engine.UseSqlite("./data/monitored.db");
        }

        if (builder.Configuration.GetConnectionString("Redis") is { Length: > 0 } redis)
        {
            HostRedis.Add(builder, redis);
            engine.UseRedis(options =>
            {
                builder.Configuration.GetSection("Redis").Bind(options);
                options.ConfigurationKey = HostRedis.Key;
            });
        }
    }

    // A degraded part answers 200: the host still does its work. A body with the reasons is for people, not for the public.
    private static void MapHealth(WebApplication web, string path, string tag) => web.MapHealthChecks(
        path,
        new HealthCheckOptions
        {
            Predicate = check => check.Tags.Contains(tag),
            ResponseWriter = static (context, report) => context.Response.WriteAsJsonAsync(
                report.Entries.ToDictionary(
                    static entry => entry.Key,
                    static entry => $"{entry.Value.Status}: {entry.Value.Description}")),
        });

    [LoggerMessage(LogLevel.Warning, "{Key} is not set: a local Birdeye answers with a generated market.")]
    private static partial void LogGenerated(ILogger logger, string key);

    private static OptionsValidationException Wrong(string fault) =>
        new(Options.DefaultName, typeof(BirdeyeDiscoveryOptions), [fault]);

    private static async Task<LocalBirdeye?> StartBirdeyeAsync(ConfigurationManager configuration)
    {
        if (configuration[BirdeyeSection + "ApiKey"] is { Length: > 0 } || configuration[BirdeyeSection + "BaseUrl"] is { Length: > 0 })
        {
            return null;
        }

        if (Servers.FirstOrDefault(name => configuration.GetConnectionString(name) is { Length: > 0 }) is { } server)
        {
            throw Wrong(
                $"{BirdeyeSection}ApiKey is not set, and a generated market would be written to ConnectionStrings:{server}; "
                + $"set the key, or {BirdeyeSection}BaseUrl for a trial.");
        }

        var birdeye = new LocalBirdeye(new LocalBirdeyeOptions());
        configuration.AddInMemoryCollection(
        [
            new(BirdeyeSection + "BaseUrl", (await birdeye.StartAsync()).AbsoluteUri),
            new(BirdeyeSection + "ApiKey", "local"),
            new(BirdeyeSection + "RequestsPerSecond", "10"),
        ]);
        return birdeye;
    }
}
