using BirdeyeDiscovery.Conformance;
using Microsoft.Extensions.DependencyInjection;

namespace BirdeyeDiscovery.Outside.Tests;

/// <summary>Holds a store in memory that several hosts open.</summary>
internal sealed class MemoryHarness : StoreHarness
{
    private readonly MemoryDatabase _database;

    public MemoryHarness() => _database = new MemoryDatabase(Clock);

    public override ValueTask<StoreHost> OpenHostAsync(CancellationToken cancellationToken)
    {
        var services = new ServiceCollection().AddSingleton<TimeProvider>(Clock);
        services.AddBirdeyeDiscovery(static options => options.Birdeye.ApiKey = new ApiKey("none"))
            .UseStore(_ => _database.Open())
            .WithoutHostedService();
        return new(new StoreHost(services.BuildServiceProvider()));
    }

    // The store has no SQL. It counts the rows of the tables that the suites name, so that most of their tests run.
    public override ValueTask<long> CountAsync(string table, CancellationToken cancellationToken) => _database.ReadAsync<long>(
        tables => table switch
        {
            "tracked_tokens" => tables.Tokens.Count,
            "discovery_snapshots" => tables.Snapshots.Count,
            "token_scores" => tables.Scores.Count,
            "candidate_rejections" => tables.Rejections.Count,
            "shadow_scores" => tables.Shadows.Count,
            "cycle_inputs" => tables.Inputs.Count,
            "token_lifecycle_events" => tables.Events.Count,
            "operator_actions" => tables.Actions.Count,
            "strategy_config_versions" => tables.Versions.Count,
            "token_migrations" => tables.Migrations.Count,
            "trade_closes" => tables.Trades.Count,
            "trade_closes WHERE token_category IS NULL" => tables.Trades.Count(static trade => trade.Category is null),
            "trade_closes WHERE token_category = 'midcap'" => tables.Trades.Count(static trade => trade.Category == TokenCategory.Midcap),
            "strategy_performance" => tables.Days.Count(),
            _ => throw Xunit.Sdk.SkipException.ForSkip($"The store does not count {table}."),
        },
        cancellationToken);

    public override async ValueTask MigrateAsync(string oldAddress, string newAddress, CancellationToken cancellationToken) =>
        await _database.WriteAsync(
            tables =>
            {
                tables.Migrate(oldAddress, newAddress);
                return true;
            },
            cancellationToken);

    protected override ValueTask DropAsync() => default;
}
