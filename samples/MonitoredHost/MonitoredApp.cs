using BirdeyeDiscovery;
using BirdeyeDiscovery.Diagnostics;
using BirdeyeDiscovery.Testing;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Npgsql;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace MonitoredHost;

/// <summary>
/// A host that is monitored: metrics for Prometheus at <c>/metrics</c>, metrics and traces by OTLP, health at <c>/health/live</c> and
/// <c>/health/ready</c>.
/// </summary>
/// <remarks>Without an API key it starts a local Birdeye, and without connection strings it needs neither PostgreSQL nor Redis.</remarks>
internal sealed class MonitoredApp : IAsyncDisposable
{
    private readonly LocalBirdeye? _birdeye;

    private MonitoredApp(WebApplication web, LocalBirdeye? birdeye) => (Web, _birdeye) = (web, birdeye);

    public WebApplication Web { get; }

    public static async Task<MonitoredApp> CreateAsync(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        var birdeye = await StartBirdeyeAsync(builder.Configuration);
        var engine = builder.Services.AddBirdeyeDiscovery(builder.Configuration.GetSection(BirdeyeDiscoveryOptions.SectionName));
        AddStore(builder, engine);
        AddTelemetry(builder);
        builder.Services.AddHealthChecks().AddBirdeyeDiscoveryHealthChecks();

        var web = builder.Build();
        web.MapPrometheusScrapingEndpoint();
        MapHealth(web, "/health/live", DiscoveryHealthChecksBuilderExtensions.LiveTag);
        MapHealth(web, "/health/ready", DiscoveryHealthChecksBuilderExtensions.ReadyTag);
        return new MonitoredApp(web, birdeye);
    }

    public Task RunAsync() => Web.RunAsync();

    public async ValueTask DisposeAsync()
    {
        await Web.DisposeAsync();
        if (_birdeye is not null)
        {
            await _birdeye.DisposeAsync();
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
            engine.UseRedis(options => builder.Configuration.GetSection("Redis").Bind(options));
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

    private static async Task<LocalBirdeye?> StartBirdeyeAsync(ConfigurationManager configuration)
    {
        const string Section = BirdeyeDiscoveryOptions.SectionName + ":Birdeye:";
        if (configuration[Section + "ApiKey"] is { Length: > 0 } || configuration[Section + "BaseUrl"] is { Length: > 0 })
        {
            return null;
        }

        var birdeye = new LocalBirdeye(new LocalBirdeyeOptions());
        configuration.AddInMemoryCollection(
        [
            new(Section + "BaseUrl", (await birdeye.StartAsync()).AbsoluteUri),
            new(Section + "ApiKey", "local"),
            new(Section + "RequestsPerSecond", "10"),
        ]);
        return birdeye;
    }
}
