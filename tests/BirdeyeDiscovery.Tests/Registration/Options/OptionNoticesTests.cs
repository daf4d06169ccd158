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
                true,
                "the configuration section 'BirdeyDiscovery' is not read by this host; rename it to 'BirdeyeDiscovery'"),
            Assert.Single(Notices(
                "BirdeyeDiscovery", ("BirdeyeDiscovery:Birdeye:ApiKey", "key"), ("BirdeyDiscovery:Discovery:Interval", "00:05:00"))));

    [Theory]
    [InlineData("BirdeyDiscovery", "BirdeyeDiscovery", "register the engine with that section")]
    [InlineData("BirdeyeDiscovery", "BirdeyDiscovery", "rename it to 'BirdeyeDiscovery'")]
    [InlineData("Bot:Discovery", "Bot:Discovry", "rename it to 'Bot:Discovery'")]
    public void A_misspelt_section_is_named_with_the_one_that_was_meant(string asked, string written, string act) =>
        Assert.Equal(
            new OptionNotice(
                true,
                $"the configuration section '{asked}' has no values, so every option that code does not set has its default; '{written}' is not read by this host; {act}"),
            Notices(asked, (written + ":Birdeye:ApiKey", "abc"), ("Logging:LogLevel:Default", "Information"), ("AllowedHosts", "*"))[0]);

    [Fact]
    public void A_near_section_that_another_engine_reads_is_no_mistake()
    {
        var root = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["BirdeyeDiscovery:Birdeye:ApiKey"] = "abc",
            ["BirdeyeDiscovry:Birdeye:ApiKey"] = "abc",
        }).Build();
        var services = new ServiceCollection();
        services.AddBirdeyeDiscovery(root.GetSection("BirdeyeDiscovery"));
        Assert.Equal("the configuration section 'BirdeyeDiscovry' is not read by this host; rename it to 'BirdeyeDiscovery'", Assert.Single(Told()).Text);

        services.AddBirdeyeDiscovery("base", root.GetSection("BirdeyeDiscovry"));
        Assert.Empty(Told());

        List<OptionNotice> Told()
        {
            using var provider = services.BuildServiceProvider();
            var options = provider.GetRequiredService<IOptionsFactory<BirdeyeDiscoveryOptions>>().Create("");
            return [.. OptionNotices.Of(options, root, asksBirdeye: true, new ReadSections(provider).Contain)];
        }
    }

    [Theory]
    [InlineData("BirdeyeDiscoveryEvm:Birdeye:ApiKey")]
    [InlineData("BirdeyeDiscovery2:Birdeye:ApiKey")]
    public void A_section_whose_name_extends_the_one_that_is_read_belongs_to_another_process(string key) =>
        Assert.Empty(Notices("BirdeyeDiscovery", ("BirdeyeDiscovery:Birdeye:ApiKey", "key"), (key, "other")));

    [Fact]
    public void Options_that_code_alone_sets_have_no_misspelt_section()
    {
        var root = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["BirdeyDiscovery:Discovery:Interval"] = "00:05:00",
            ["BIRDEYEDISCOVERY_DISCOVERY_INTERVAL"] = "00:05:00",
        }).Build();
        var options = new BirdeyeDiscoveryOptions();
        options.Birdeye.ApiKey = new ApiKey("key");

        Assert.Empty(OptionNotices.Of(options, root, asksBirdeye: true));
    }

    [Fact]
    public void A_short_section_name_shares_its_beginning_with_variables_of_the_bot() => Assert.Empty(Notices(
        "Bot", ("Bot:Birdeye:ApiKey", "abc"), ("BOT_CACHE_KEYPREFIX", "mine"), ("BOT_STORAGE_SCHEMA", "mine")));

    [Theory]
    [InlineData("Birdeye:ApiKey")]
    [InlineData("BirdeyeDiscovery_Birdeye_ApiKey")]
    [InlineData("BIRDEYEDISCOVERY_BIRDEYE:APIKEY")]
    public void A_key_in_the_wrong_place_is_named_with_the_right_one(string written)
    {
        var notices = Notices("BirdeyeDiscovery", ("BirdeyeDiscovery:Discovery:ActiveSlots", "5"), (written, "abc"));
        Assert.Equal(
            new OptionNotice(
                true,
                $"BirdeyeDiscovery:Birdeye:ApiKey is not set, and Birdeye refuses requests without a key; '{written}' is not read; rename it to "
                + "'BirdeyeDiscovery:Birdeye:ApiKey', or in the environment to BirdeyeDiscovery__Birdeye__ApiKey"),
            Assert.Single(notices));

        // A host that reads the key under that name and sets it in code made no mistake.
        Assert.Empty(Notices("BirdeyeDiscovery", ("BirdeyeDiscovery:Birdeye:ApiKey", "abc"), (written, "abc")));
    }

    [Fact]
    public void A_variable_with_single_underscores_is_named_with_the_key_that_it_means() => Assert.Equal(
        new OptionNotice(
            true,
            "'BIRDEYEDISCOVERY_DISCOVERY_INTERVAL' is not read; rename it to 'BirdeyeDiscovery:Discovery:Interval', or in the environment to "
            + "BirdeyeDiscovery__Discovery__Interval"),
        Assert.Single(Notices(
            "BirdeyeDiscovery", ("BirdeyeDiscovery:Birdeye:ApiKey", "abc"), ("BIRDEYEDISCOVERY_DISCOVERY_INTERVAL", "00:05:00"))));

    [Theory]
    [InlineData("BIRDEYE_API_KEY")]
    [InlineData("Birdeye:Url")]
    [InlineData("BIRDEYEDISCOVERY_LOG_LEVEL")]
    [InlineData("BirdeyeDiscovery_Birdeye_ApiKey_File")]
    [InlineData("Recovery:Interval")]
    public void Values_of_other_products_are_not_mentioned(string name)
    {
        Assert.Empty(Notices("BirdeyeDiscovery", ("BirdeyeDiscovery:Birdeye:ApiKey", "abc"), (name, "abc")));
        Assert.Empty(Notices("Discovery", ("Discovery:Birdeye:ApiKey", "abc"), (name, "abc")));
        Assert.Equal(NoKey, Assert.Single(Notices("BirdeyeDiscovery", ("BirdeyeDiscovery:Discovery:ActiveSlots", "5"), (name, "abc"))).Text);
    }

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
