using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;

namespace BirdeyeDiscovery;

/// <summary>Takes the host's data source, or builds one of its own.</summary>
internal static class PostgresDatabaseFactory
{
    public static PostgresDatabase Create(IServiceProvider provider, string name)
    {
        var options = provider.GetRequiredService<IOptionsMonitor<PostgresStoreOptions>>().Get(name);
        var storage = provider.GetRequiredService<IOptionsFactory<BirdeyeDiscoveryOptions>>().Create(name).Storage;
        var clock = provider.GetRequiredService<TimeProvider>();
        if (options.ConnectionString is { } connectionString)
        {
            return new PostgresDatabase(Build(provider, connectionString, options, name), ownsSource: true, storage.Schema, options.CommandTimeout, clock);
        }

        var source = options.DataSourceKey is { } key ? provider.GetKeyedService<NpgsqlDataSource>(key) : provider.GetService<NpgsqlDataSource>();
        return source is null
            ? throw new InvalidOperationException(
                $"The engine '{name}' has no NpgsqlDataSource: register one in the container (with the key of PostgresStoreOptions.DataSourceKey, if any), or give UsePostgres a connection string.")
            : new PostgresDatabase(source, ownsSource: false, storage.Schema, options.CommandTimeout, clock);
    }

    private static NpgsqlDataSource Build(IServiceProvider provider, string connectionString, PostgresStoreOptions options, string name)
    {
        var builder = new NpgsqlDataSourceBuilder(connectionString);
        var settings = builder.ConnectionStringBuilder;
        var logger = provider.GetService<ILogger<PostgresDatabase>>() ?? NullLogger<PostgresDatabase>.Instance;
        if (PostgresConnectionRules.IsUnprotected(settings))
        {
            PostgresLog.Unprotected(logger, name, settings.SslMode);
        }

        // Behind a transaction pooler a prepared statement is another session's.
        settings.MaxAutoPrepare = 0;
        settings.ApplicationName ??= "BirdeyeDiscovery";
        settings.CommandTimeout = (int)Math.Ceiling(options.CommandTimeout.TotalSeconds);
        if (!settings.ContainsKey("Timeout"))
        {
            settings.Timeout = Math.Min(settings.Timeout, settings.CommandTimeout);
        }

        if (provider.GetService<ILoggerFactory>() is { } loggers)
        {
            builder.UseLoggerFactory(loggers);
        }

        return builder.Build();
    }
}
