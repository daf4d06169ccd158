using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;

namespace BirdeyeDiscovery;

/// <summary>Uses the PostgreSQL data source of the host, or builds one.</summary>
internal static class PostgresDatabaseFactory
{
    public static PostgresDatabase Create(IServiceProvider provider, string name)
    {
        var options = provider.GetRequiredService<IOptionsMonitor<PostgresStoreOptions>>().Get(name);
        var schema = provider.GetRequiredService<IOptionsFactory<BirdeyeDiscoveryOptions>>().Create(name).Storage.Schema;
        var clock = provider.GetRequiredService<TimeProvider>();
        var retry = provider.GetKeyedService<EnginePipelines>(name)?.StoreCalls;
        if (options.ConnectionString is { } connectionString)
        {
            var own = Builder(connectionString, options);
            Check(provider, own.ConnectionStringBuilder, options, name);
            NpgsqlDataSource hosts = own.ConnectionStringBuilder.Host!.Contains(',', StringComparison.Ordinal)
                ? own.BuildMultiHost()
                : own.Build();
            return new PostgresDatabase(hosts, ownsSource: true, schema, options.CommandTimeout, clock, retry);
        }

        var source = options.DataSourceKey is { } key
            ? provider.GetKeyedService<NpgsqlDataSource>(key)
            : provider.GetService<NpgsqlDataSource>();
        if (source is null)
        {
            throw new InvalidOperationException(
                $"{EngineLabel.At(name)} has no NpgsqlDataSource: register one in the container (with the key of "
                + "PostgresStoreOptions.DataSourceKey, if any), or give UsePostgres a connection string.");
        }

        Check(provider, new NpgsqlConnectionStringBuilder(source.ConnectionString), options, name);
        return new PostgresDatabase(source, ownsSource: false, schema, options.CommandTimeout, clock, retry);
    }

    // The PostgreSQL data source gets no loggers of the host, because the driver would log every statement. A host that wants these
    // messages registers a data source of its own.
    private static NpgsqlDataSourceBuilder Builder(string connectionString, PostgresStoreOptions options)
    {
        var builder = new NpgsqlDataSourceBuilder(connectionString);
        var settings = builder.ConnectionStringBuilder;

        // The database connection itself requests the host that accepts writes, whatever the connection string says. The driver refuses
        // this setting in the string and on the data source at once, so it is removed from the string.
        settings.Remove("Target Session Attributes");

        // The driver prepares no statement automatically: behind a transaction pooler, the prepared statement may be on another database
        // session than the next transaction.
        settings.MaxAutoPrepare = 0;

        // The library sets nothing on a database session, so a reset on close is not needed. A connection of the store does not join a
        // transaction of the host.
        settings.NoResetOnClose = true;
        settings.Enlist = false;
        settings.ApplicationName ??= "BirdeyeDiscovery";
        settings.CommandTimeout = (int)Math.Ceiling(options.CommandTimeout.TotalSeconds);
        if (!new DbConnectionStringBuilder { ConnectionString = connectionString }.ContainsKey("Timeout"))
        {
            settings.Timeout = Math.Min(settings.Timeout, settings.CommandTimeout);
        }

        return builder;
    }

    private static void Check(IServiceProvider provider, NpgsqlConnectionStringBuilder settings, PostgresStoreOptions options, string name)
    {
        if (!PostgresConnectionRules.IsUnprotected(settings))
        {
            return;
        }

        // The validator of options checks only a connection string; the PostgreSQL data source of a host is known only here.
        if (options.RequireEncryption)
        {
            throw new OptionsValidationException(
                name,
                typeof(PostgresStoreOptions),
                [PostgresConnectionRules.Refusal("The NpgsqlDataSource of the host", settings)]);
        }

        PostgresLog.Unprotected(
            provider.GetService<ILogger<PostgresDatabase>>() ?? NullLogger<PostgresDatabase>.Instance,
            name,
            settings.SslMode);
    }
}
