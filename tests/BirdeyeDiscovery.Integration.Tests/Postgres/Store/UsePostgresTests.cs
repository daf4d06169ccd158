using BirdeyeDiscovery.Conformance;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Options;
using Npgsql;
using NSubstitute;

namespace BirdeyeDiscovery.Integration.Tests.Postgres;

/// <summary>The verb: where connections come from, and what is refused before the first one.</summary>
public sealed class UsePostgresTests
{
    private const string Local = "Host=127.0.0.1;Port=1;Database=d;Username=u;Password=hunter2";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("hunter2")]
    [InlineData("Password=hunter2")]
    [InlineData("Host=h;Pasword=hunter2")]
    [InlineData("Host=h;Password=a;hunter2=b")]
    [InlineData("Host=h;Port=hunter2")]
    [InlineData("Host=h;Max Auto Prepare=hunter2")]
    [InlineData("postgres://u:hunter2@h/d")]
    [InlineData("Host=h;Password='hunter2")]
    public void A_connection_string_that_cannot_be_read_is_refused_without_showing_any_of_it(string text)
    {
        var error = Assert.Throws<OptionsValidationException>(() => Store(options => options.ConnectionString = text));

        Assert.Contains("Postgres:ConnectionString", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Host=10.0.0.1", true)]
    [InlineData("Host=db.example;SSL Mode=Disable", true)]
    [InlineData("Host=db.example;SSL Mode=Prefer", true)]
    [InlineData("Host=db.example;SSL Mode=Require", true)]
    [InlineData("Host=127.0.0.1,db.example", true)]
    [InlineData("Host=localhost.example", true)]
    [InlineData("Host=db.example;SSL Mode=VerifyCA", false)]
    [InlineData("Host=db.example;SSL Mode=VerifyFull", false)]
    [InlineData("Host=localhost", false)]
    [InlineData("Host=127.0.0.1:5433,[::1]:5433", false)]
    [InlineData("Host=::1", false)]
    [InlineData("Host=/run/postgresql", false)]
    public void A_connection_to_another_machine_that_is_not_protected_is_warned_of_or_refused(string text, bool isUnprotected)
    {
        var connection = text + ";Password=hunter2";
        var logs = new FakeLogCollector();

        using (var source = NpgsqlDataSource.Create(connection))
        {
            Store(options => options.ConnectionString = connection, logs: logs);
            Store(static _ => { }, services => services.AddSingleton(source), logs);
            var own = Record.Exception(() => Store(options => (options.ConnectionString, options.RequireEncryption) = (connection, true)));
            var hosts = Record.Exception(() => Store(static options => options.RequireEncryption = true, services => services.AddSingleton(source)));

            Assert.Equal(isUnprotected, own is OptionsValidationException);
            Assert.Equal(isUnprotected, hosts is OptionsValidationException);
            Assert.All([own, hosts], error => Assert.DoesNotContain("hunter2", error?.ToString() ?? string.Empty, StringComparison.Ordinal));
        }

        Assert.Equal(isUnprotected ? 2 : 0, logs.GetSnapshot().Count(record => record.Id.Id == 2000));
        Assert.DoesNotContain(logs.GetSnapshot(), record => record.Message.Contains("hunter2", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(601)]
    public void A_time_out_that_is_out_of_range_is_refused_with_its_value(int seconds)
    {
        var error = Assert.Throws<OptionsValidationException>(
            () => Store(options => (options.ConnectionString, options.CommandTimeout) = (Local, TimeSpan.FromSeconds(seconds))));

        Assert.Contains(TimeSpan.FromSeconds(seconds).ToString(), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_connection_string_and_data_source_the_error_says_what_to_register()
    {
        var error = Assert.Throws<InvalidOperationException>(() => Store(static _ => { }));

        Assert.Contains("NpgsqlDataSource", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_store_for_one_engine_is_refused_in_either_order()
    {
        var postgresFirst = Builder();
        postgresFirst.UsePostgres(Local).UsePostgres(static options => options.CommandTimeout = TimeSpan.FromSeconds(2));
        var sqliteFirst = Builder();
        sqliteFirst.UseSqlite("one.db");

        Assert.Throws<InvalidOperationException>(() => postgresFirst.UseSqlite("one.db"));
        Assert.Contains("UsePostgres", Assert.Throws<InvalidOperationException>(() => sqliteFirst.UsePostgres(Local)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_engine_without_a_store_is_told_of_both_verbs()
    {
        var builder = Builder();
        using var provider = builder.Services.BuildServiceProvider();

        var error = Assert.Throws<InvalidOperationException>(() => provider.GetRequiredService<IDiscoveryEngine>());

        Assert.Contains("UsePostgres", error.Message, StringComparison.Ordinal);
        Assert.Contains("UseSqlite", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_position_source_of_the_host_stays()
    {
        var builder = Builder();
        var source = Substitute.For<IOpenPositionSource>();
        builder.UseOpenPositions(_ => source).UsePostgres(Local);
        using var provider = builder.Services.BuildServiceProvider();

        Assert.Same(source, provider.GetRequiredKeyedService<IOpenPositionSource>(string.Empty));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("bot")]
    public async Task The_host_s_data_source_is_used_as_it_is_and_outlives_the_store(string? key)
    {
        await using var harness = new PostgresHarness();
        await harness.StartAsync(Cancel);
        var connection = new NpgsqlConnectionStringBuilder((await harness.DatabaseAsync()).ConnectionString(Servers.PostgresRoles.Runtime)) { ApplicationName = "the bot" };
        await using var source = NpgsqlDataSource.Create(connection);
        var builder = Builder();
        _ = key is null ? builder.Services.AddSingleton(source) : builder.Services.AddKeyedSingleton(key, source);
        _ = key is null ? builder.UsePostgres() : builder.UsePostgres(options => options.DataSourceKey = key);
        await using (var provider = builder.Services.BuildServiceProvider())
        {
            var result = await provider.GetRequiredService<ITrackedTokenStore>().CommitCycleAsync(harness.Epoch, Plans.Full(1), Cancel);
            Assert.Equal(CommitStatus.Committed, result.Status);
        }

        await using var command = source.CreateCommand("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'the bot'");
        Assert.Equal(1L, await command.ExecuteScalarAsync(Cancel));
    }

    [Fact]
    public async Task An_own_data_source_prepares_nothing_joins_no_transaction_of_the_host_and_says_who_it_is()
    {
        await using var harness = new PostgresHarness();
        await harness.StartAsync(Cancel);
        var services = await harness.OpenServicesAsync(configure: static connection => (connection.MaxAutoPrepare, connection.Enlist) = (50, true));
        await using (services)
        {
            var settings = new NpgsqlConnectionStringBuilder(services.GetRequiredKeyedService<PostgresDatabase>(string.Empty).Source.ConnectionString);
            Assert.Equal((0, false, "BirdeyeDiscovery"), (settings.MaxAutoPrepare, settings.Enlist, settings.ApplicationName));
        }

        // Ended with its host, synchronously too.
        var second = await harness.OpenServicesAsync();
        var database = second.GetRequiredKeyedService<PostgresDatabase>(string.Empty);
        second.Dispose();
        await Assert.ThrowsAnyAsync<ObjectDisposedException>(async () => await database.Source.OpenConnectionAsync(Cancel));
    }

    private static IBirdeyeDiscoveryBuilder Builder(FakeLogCollector? logs = null)
    {
        var services = new ServiceCollection();
        if (logs is not null)
        {
            services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(new FakeLoggerProvider(logs)));
        }

        return services.AddBirdeyeDiscovery(static options =>
        {
            options.Birdeye.ApiKey = new ApiKey("none");
            options.Storage.Schema = PostgresHarness.Schema;
        }).WithoutHostedService();
    }

    private static void Store(Action<PostgresStoreOptions> configure, Action<IServiceCollection>? more = null, FakeLogCollector? logs = null)
    {
        var builder = Builder(logs).UsePostgres(configure);
        more?.Invoke(builder.Services);
        using var provider = builder.Services.BuildServiceProvider();
        Assert.NotNull(provider.GetRequiredService<ITrackedTokenStore>());
    }
}
