using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BirdeyeDiscovery.Tool;

/// <summary>The tool's host holds the services of the library over the chosen store. It runs nothing by itself.</summary>
internal sealed class ToolHost : IAsyncDisposable
{
    private const string ChainKey = BirdeyeDiscoveryOptions.SectionName + ":Birdeye:Chain";

    private readonly ToolContext _context;
    private readonly ServiceProvider _services;

    private ToolHost(ToolContext context, ServiceProvider services, StorePlace place)
    {
        _context = context;
        _services = services;
        Place = place;
    }

    public StorePlace Place { get; }

    /// <summary>Gets whether the settings of the tool's host name the chain, on the command line or in the configuration.</summary>
    public required bool IsChainNamed { get; init; }

    /// <summary>Gets whether the store of the tool's host has several chains, and only the rows of one are shown.</summary>
    public required bool IsOneOfSeveralChains { get; init; }

    /// <summary>Gets the whole history of the tool's host, with the cycles of every chain in its store.</summary>
    public IDiscoveryHistory WholeHistory => Get<DiscoveryStore>().History;

    /// <summary>
    /// Gets the history of the tool's host, which reports the time of each cycle as it is read, for the progress of long commands.
    /// </summary>
    public WatchedHistory Reads => (WatchedHistory)History;

    public IDiscoveryHistory History => Get<IDiscoveryHistory>();

    public ITrackedTokenStore Tokens => Get<ITrackedTokenStore>();

    /// <summary>Gets the options of the engine in the tool's host.</summary>
    /// <exception cref="OptionsValidationException">The configuration is invalid.</exception>
    public BirdeyeDiscoveryOptions Options => Option<BirdeyeDiscoveryOptions>();

    /// <summary>Builds the services of the tool's host.</summary>
    /// <param name="context">What is outside of the tool.</param>
    /// <param name="settings">The common options of the command line.</param>
    /// <param name="change">What differs for one command.</param>
    public static ToolHost Create(ToolContext context, ToolSettings settings, HostChange? change = null)
    {
        change ??= new HostChange();
        var configuration = ToolConfiguration.Read(context, settings);
        if (settings.Chain is { } chain)
        {
            configuration[ChainKey] = chain;
        }

        if (change.Configure is { } configure)
        {
            configure(configuration);
        }

        var place = StorePlace.Read(configuration, settings);
        var services = new ServiceCollection();
        services.AddSingleton(change.Clock ?? context.Clock);
        services.AddSingleton<IConfiguration>(configuration);
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning).AddProvider(new LineLoggers(context, change.MinLogLevel)));
        var builder = services.AddBirdeyeDiscovery(configuration.GetSection(BirdeyeDiscoveryOptions.SectionName));
        place.AddTo(builder, context).AddLedger().WithoutHostedService();
        if ((change.HttpHandler ?? context.HttpHandler) is { } handler)
        {
            builder.UseHttpHandler(_ => handler());
        }

        PutInFront(services, change);
        return new ToolHost(context, services.BuildServiceProvider(), place)
        {
            IsChainNamed = !string.IsNullOrWhiteSpace(configuration[ChainKey]),
            IsOneOfSeveralChains = change.IsOneOfSeveralChains,
        };
    }

    public T Get<T>()
        where T : class =>
        _services.GetKeyedService<T>(Microsoft.Extensions.Options.Options.DefaultName) ?? _services.GetRequiredService<T>();

    /// <summary>Gets a service of the tool's host; null when the store does not supply it.</summary>
    public T? Find<T>()
        where T : class =>
        _services.GetKeyedService<T>(Microsoft.Extensions.Options.Options.DefaultName);

    /// <summary>Checks the tool's configuration, and opens the store without changing it.</summary>
    /// <exception cref="OptionsValidationException">The configuration is invalid.</exception>
    /// <exception cref="ToolException">There is no store, it does not answer, or it has another schema.</exception>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        CheckOptions();
        if (Place.Sqlite is { } path && !File.Exists(_context.PathOf(path)))
        {
            throw new ToolException(
                ExitCodes.Store,
                $"There is no store at '{path}': run `birdeye-discovery run --cycles 3` to make one, or name another with --sqlite or "
                    + $"--postgres.");
        }

        await InitializeAsync(SchemaMode.Validate, cancellationToken);
    }

    /// <summary>Checks the tool's configuration, and opens the store; it makes or updates the schema if the mode says so.</summary>
    /// <exception cref="OptionsValidationException">The configuration is invalid.</exception>
    /// <exception cref="ToolException">The store does not answer, or has another schema.</exception>
    public async Task OpenAsync(SchemaMode mode, CancellationToken cancellationToken)
    {
        CheckOptions();
        if (Place.Sqlite is { } path && Path.GetDirectoryName(_context.PathOf(path)) is { } folder)
        {
            Directory.CreateDirectory(folder);
        }

        await InitializeAsync(mode, cancellationToken);
    }

    /// <summary>Checks the settings of the tool's host without opening its store.</summary>
    /// <exception cref="OptionsValidationException">The configuration is invalid.</exception>
    public void CheckOptions()
    {
        _ = Options;
        _ = Place.Postgres is null ? null : Option<PostgresStoreOptions>();
        _ = Place.Redis is null ? null : Option<RedisCacheLayerOptions>();
    }

    /// <summary>Gets the newest cycle in the store of the tool's host.</summary>
    /// <exception cref="ToolException">There is none.</exception>
    public async Task<SnapshotRecord> NewestAsync(CancellationToken cancellationToken) =>
        (await History.GetSnapshotsAsync(1, cancellationToken)) is [var newest, ..] ? newest : throw ToolException.NoCycles();

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    // The services of the tool's host are decorated by a registration at the end, because the last registration of a service counts.
    private static void PutInFront(ServiceCollection services, HostChange change)
    {
        var name = Microsoft.Extensions.Options.Options.DefaultName;
        services.AddKeyedSingleton<IDiscoveryHistory>(name, (provider, key) =>
        {
            var whole = provider.GetRequiredKeyedService<DiscoveryStore>(key).History;
            return new WatchedHistory(change.History?.Invoke(whole) ?? whole);
        });
        if (change.Tokens is { } tokens)
        {
            services.AddKeyedSingleton(name, (provider, key) => tokens(
                provider.GetRequiredKeyedService<DiscoveryStore>(key).Tokens,
                ((WatchedHistory)provider.GetRequiredKeyedService<IDiscoveryHistory>(key)).Inner));
        }
    }

    private T Option<T>()
        where T : class => Get<IOptionsMonitor<T>>().Get(Microsoft.Extensions.Options.Options.DefaultName);

    private async Task InitializeAsync(SchemaMode mode, CancellationToken cancellationToken)
    {
        try
        {
            await Tokens.InitializeAsync(mode, cancellationToken);
        }
        catch (DiscoveryStoreException failure)
        {
            throw mode == SchemaMode.Validate ? ToolException.Unopened(failure) : ToolException.Store(failure);
        }
    }
}
