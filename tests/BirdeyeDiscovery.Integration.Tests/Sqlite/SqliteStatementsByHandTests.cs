using BirdeyeDiscovery.Conformance;
using Microsoft.Data.Sqlite;

namespace BirdeyeDiscovery.Integration.Tests.Sqlite;

public sealed class SqliteStatementsByHandTests : StatementsByHandConformance
{
    protected override StoreHarness Create() => new SqliteHarness();

    [Fact]
    public async Task A_held_token_that_sql_makes_active_says_what_ends_the_hold()
    {
        await using var harness = await StartAsync();
        await Operators.TrackAsync(harness, 1, Tokens.New(Tokens.Bonk, "BONK", 1), Cancel);
        await harness.ExecuteAsync("UPDATE tracked_tokens SET status = 'paused'", Cancel);

        var error = await Assert.ThrowsAsync<SqliteException>(async () => await harness.ExecuteAsync("UPDATE tracked_tokens SET status = 'active'", Cancel));

        Assert.Contains("ITokenLifecycle.ResumeAsync", error.Message, StringComparison.Ordinal);
    }
}
