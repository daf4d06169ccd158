using Microsoft.Extensions.Logging.Testing;

namespace BirdeyeDiscovery.Tests;

public sealed class SharedLimitsLogTests
{
    private readonly FakeLogger _logger = new();

    [Theory]
    [InlineData(1, "The account's limits cannot be shared with other hosts until Redis answers; hosts known: 1")]
    [InlineData(
        3,
        "The account's limits cannot be shared with other hosts until Redis answers; hosts known: 3, "
        + "so this one keeps to a part of one in 3")]
    public void A_part_of_the_limits_is_told_only_where_there_are_other_hosts(int hosts, string expected)
    {
        SharedLimitsLog.OnItsOwn(_logger, hosts);
        Assert.Equal((1210, expected), (_logger.LatestRecord.Id.Id, _logger.LatestRecord.Message));

        SharedLimitsLog.StateLost(_logger, hosts);
        Assert.Equal(hosts > 1, _logger.LatestRecord.Message.EndsWith("for one full window", StringComparison.Ordinal));
    }
}
