using BirdeyeDiscovery.EndToEnd.Tests.Support;
using Microsoft.Data.Sqlite;

namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>Runs of the paper bot in a folder of their own, and what they leave in its database.</summary>
internal sealed class BotRuns : IDisposable
{
    // Everything that was decided and earned. Left out is what a run costs: who led, how long it took, how many calls empty caches made.
    private static readonly string[] Facts =
    [
        "SELECT * FROM trade_closes ORDER BY trade_id",
        "SELECT * FROM tracked_tokens ORDER BY id",
        "SELECT * FROM token_lifecycle_events ORDER BY id",
        "SELECT * FROM strategy_performance ORDER BY id",
        "SELECT * FROM strategy_config_versions ORDER BY 1, 2",
        "SELECT * FROM token_scores ORDER BY id",
        "SELECT * FROM candidate_rejections ORDER BY id",
        "SELECT id, cycle_timestamp, candidates_count, scored_count, rejected_count, tokens_added, tokens_removed, outcome, error, options_hash FROM discovery_snapshots ORDER BY id",
        "SELECT * FROM positions ORDER BY id",
        "SELECT * FROM bot_progress",
    ];

    private readonly TemporaryFolder _folder = new();

    /// <summary>Gets what the last run that came to its end printed.</summary>
    public string Output { get; private set; } = "";

    private string Database => _folder.File("data/bot.db");

    public HostRun Start(int cycles, int seed) => HostRun.StartSample("TradingBotHost", _folder.Path, null, "--cycles", $"{cycles}", "--seed", $"{seed}");

    /// <summary>Runs it to its end and gets the last line.</summary>
    public async Task<string> ToEndAsync(int cycles, int seed)
    {
        await using var run = Start(cycles, seed);
        Assert.True(await run.ExitAsync() == 0, run.Output + run.Errors);
        Assert.Equal("", run.Errors.Trim());
        Output = run.Output;
        return LastLine(run);
    }

    /// <summary>Runs it until it fails at what the database refuses it.</summary>
    public async Task<string> ToFailureAsync(int cycles, int seed, string trigger)
    {
        Execute($"CREATE TRIGGER stop BEFORE {trigger} BEGIN SELECT RAISE(ABORT, 'stopped here'); END");
        await using var run = Start(cycles, seed);
        Assert.True(await run.ExitAsync() == 1, run.Output + run.Errors);
        Execute("DROP TRIGGER stop");
        return run.Errors;
    }

    public Task<IReadOnlyList<string>> RowsAsync(string sql) => StoredRows.OfAsync(Database, sql);

    public async Task<string> FactsAsync()
    {
        var rows = new List<string>();
        foreach (var fact in Facts)
        {
            rows.Add(fact);
            rows.AddRange(await RowsAsync(fact));
        }

        return string.Join('\n', rows);
    }

    public static string LastLine(HostRun run) => run.Output.Trim().Split('\n')[^1].Trim();

    public void Dispose() => _folder.Dispose();

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
