using BirdeyeDiscovery.Conformance;

namespace BirdeyeDiscovery.Integration.Tests.Sqlite;

public sealed class SqliteOpenPositionSourceTests : OpenPositionConformance
{
    [Fact]
    public async Task Without_the_file_every_position_is_unknown()
    {
        await using var harness = new SqliteHarness();
        await using var host = await harness.OpenHostAsync(Cancel);

        Assert.Equal(PositionState.Unknown, (await host.Positions.GetAsync(["a"], Cancel))["a"]);
    }

    protected override StoreHarness Create() => new SqliteHarness();
}
