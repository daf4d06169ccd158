using System.Text.Json.Serialization;
using BirdeyeDiscovery;
using BirdeyeDiscovery.Diagnostics;
using BirdeyeDiscovery.Ledger;
using BirdeyeDiscovery.Testing;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;

namespace WebHost;

/// <summary>
/// An ASP.NET Core host that runs the engine and answers over HTTP: which tokens are tracked, why, and whether the host is healthy.
/// </summary>
/// <remarks>It stores in a SQLite file, and without an API key it starts a local Birdeye, so that it needs nothing installed.</remarks>
internal sealed partial class WebApp : IAsyncDisposable
{
    private const string DefaultDatabase = "./data/web.db";
    private const string BirdeyeSection = BirdeyeDiscoveryOptions.SectionName + ":Birdeye:";

    private readonly LocalBirdeye? _birdeye;

    private WebApp(WebApplication web, LocalBirdeye? birdeye) => (Web, _birdeye) = (web, birdeye);

    public WebApplication Web { get; }

    public static async Task<WebApp> CreateAsync(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        var birdeye = await StartBirdeyeAsync(builder.Configuration);

        // The engine runs as a hosted service beside the endpoints. The ledger explains its decisions from the store.
        builder.Services.AddBirdeyeDiscovery(builder.Configuration.GetSection(BirdeyeDiscoveryOptions.SectionName))
            .UseSqlite(builder.Configuration["Database"] ?? DefaultDatabase)
            .AddLedger();
        builder.Services.AddHealthChecks().AddBirdeyeDiscoveryHealthChecks();

        // Numbers are numbers, and not texts as well, so that the OpenAPI document says what they are.
        builder.Services.ConfigureHttpJsonOptions(static json => json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict);
        builder.Services.AddOpenApi();

        var web = builder.Build();
        web.MapOpenApi();
        web.MapTokens();
        MapHealth(web, "/health/live", DiscoveryHealthChecksBuilderExtensions.LiveTag);
        MapHealth(web, "/health/ready", DiscoveryHealthChecksBuilderExtensions.ReadyTag);
        if (birdeye is not null)
        {
            LogGenerated(web.Logger, BirdeyeSection + "ApiKey");
        }

        return new WebApp(web, birdeye);
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

    private static async Task<LocalBirdeye?> StartBirdeyeAsync(ConfigurationManager configuration)
    {
        if (configuration[BirdeyeSection + "ApiKey"] is { Length: > 0 } || configuration[BirdeyeSection + "BaseUrl"] is { Length: > 0 })
        {
            return null;
        }

        var birdeye = new LocalBirdeye(new LocalBirdeyeOptions { Plan = new LocalPlan { RequestsPerSecond = 1_000 } });
        configuration.AddInMemoryCollection(
        [
            new(BirdeyeSection + "BaseUrl", (await birdeye.StartAsync()).AbsoluteUri),
            new(BirdeyeSection + "ApiKey", "local"),
            new(BirdeyeSection + "RequestsPerSecond", "500"),
        ]);
        return birdeye;
    }
}
