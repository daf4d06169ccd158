using BirdeyeDiscovery.Servers;

namespace BirdeyeDiscovery.Integration.Tests.Postgres;

/// <summary>A missing server: skipped, or failed where it is required.</summary>
public sealed class RequiredTests
{
    [Fact]
    public void A_server_that_is_there_is_no_reason_to_stop() => Required.OrSkip("postgres", missing: null);

    [Fact]
    public void A_missing_server_says_why_and_skips_unless_it_is_required()
    {
        var isRequired = Required.IsRequired("postgres");

        // Assertions about exceptions let a skip through.
        ServerMissingException? error = null;
        try
        {
            Required.OrSkip("postgres", "It is not installed.");
        }
        catch (ServerMissingException missing)
        {
            error = missing;
        }

        Assert.NotNull(error);

        // The beginning by which the runner knows a skip.
        Assert.Equal(!isRequired, error.Message.StartsWith("$XunitDynamicSkip$", StringComparison.Ordinal));
        Assert.Contains("It is not installed.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_required_that_is_not_named() => Assert.False(Required.IsRequired("nothing"));
}
