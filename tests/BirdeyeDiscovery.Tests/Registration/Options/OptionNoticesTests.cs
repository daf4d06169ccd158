using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Options;

namespace BirdeyeDiscovery.Tests;

public sealed class OptionNoticesTests
{
    private const string NoKey =
        "BirdeyeDiscovery:Birdeye:ApiKey is not set, and Birdeye refuses requests without a key; set it in the configuration, " +
        "as a user secret or as the environment variable BirdeyeDiscovery__Birdeye__ApiKey";

    [Fact]
    public void Without_a_key_the_start_says_which_key_and_where_it_is_set() =>
        Assert.Equal(new OptionNotice(true, NoKey), Assert.Single(Notices("BirdeyeDiscovery", ("BirdeyeDiscovery:Discovery:ActiveSlots", "5"))));

    [Theory]
    [InlineData("BirdeyeDiscovery:Birdeye:ApiKey", "abc")]
    [InlineData("BirdeyeDiscovery:Birdeye:BaseUrl", "http://localhost:5000")]
    public void With_a_key_or_a_Birdeye_on_this_machine_nothing_is_said(string key, string value) =>
        Assert.Empty(Notices("BirdeyeDiscovery", (key, value)));

    [Fact]
    public void A_section_of_nearly_the_same_name_is_named_though_the_section_that_is_read_has_values() =>
        Assert.Equal(
            new OptionNotice(
                false,
                "the configuration also has a section 'BirdeyDiscovery', which this engine does not read: it reads 'BirdeyeDiscovery'"),
            Assert.Single(Notices(
                "BirdeyeDiscovery", ("BirdeyeDiscovery:Birdeye:ApiKey", "key"), ("BirdeyDiscovery:Discovery:Interval", "00:05:00"))));

    [Theory]
    [InlineData("BirdeyDiscovery", "BirdeyeDiscovery")]
    [InlineData("BirdeyeDiscovery", "BirdeyDiscovery")]
    [InlineData("Bot:Discovery", "Bot:Discovry")]
    public void A_misspelt_section_is_named_with_the_one_that_was_meant(string asked, string written) =>
        Assert.Equal(
            new OptionNotice(
                true,
                $"the configuration section '{asked}' has no values, so every option that code does not set has its default; did you mean '{written}'?"),
            Notices(asked, (written + ":Birdeye:ApiKey", "abc"), ("Logging:LogLevel:Default", "Information"), ("AllowedHosts", "*"))[0]);

    [Fact]
    public void An_empty_section_without_a_near_one_is_told_and_no_mistake() =>
        Assert.Equal(
            new OptionNotice(
                false,
                "the configuration section 'BirdeyeDiscovery' has no values, so every option that code does not set has its default"),
            Notices("BirdeyeDiscovery", ("Logging:LogLevel:Default", "Information"))[0]);

    [Fact]
    public void A_source_of_the_host_needs_no_key() => Assert.Empty(
        OptionNotices.Of(new BirdeyeDiscoveryOptions(), root: null, asksBirdeye: false));

    [Fact]
    public void Each_notice_is_logged_once()
    {
        var logger = new FakeLogger<DiscoveryEngine>();
        var services = new ServiceCollection();
        services.AddOptions<BirdeyeDiscoveryOptions>("");
        using var provider = services.BuildServiceProvider();
        var source = new OptionsSource(
            provider.GetRequiredService<IOptionsFactory<BirdeyeDiscoveryOptions>>(),
            "",
            static _ => "",
            logger,
            static options => OptionNotices.Of(options, root: null, asksBirdeye: true));

        source.Read();
        source.Read();

        var record = Assert.Single(logger.Collector.GetSnapshot());
        Assert.Equal((1020, LogLevel.Warning, "Discovery: " + NoKey), (record.Id.Id, record.Level, record.Message));
    }

    private static List<OptionNotice> Notices(string section, params (string Key, string Value)[] values)
    {
        var root = new ConfigurationBuilder()
            .AddInMemoryCollection(values.ToDictionary(static x => x.Key, static x => (string?)x.Value))
            .Build();
        var options = new BirdeyeDiscoveryOptions();
        OptionsReader.Read(root.GetSection(section), options);
        return [.. OptionNotices.Of(options, root, asksBirdeye: true)];
    }
}
