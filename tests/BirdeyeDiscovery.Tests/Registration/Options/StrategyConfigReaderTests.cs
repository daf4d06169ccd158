using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace BirdeyeDiscovery.Tests.Discovery;

/// <summary>The configuration of each category's strategy, from the section to the token.</summary>
public sealed class StrategyConfigReaderTests
{
    [Fact]
    public void An_object_keeps_its_numbers_flags_texts_lists_and_objects_and_stands_beside_the_type()
    {
        var (options, errors) = Read(
            """
            { "Strategies": { "Midcap": { "Type": "careful", "Config": {
                "rsi_oversold": 35, "share": 0.5, "on": true, "off": false, "none": null, "text": "a \"b\"", "zip": "01234", "list": [1, "x"], "inner": { "k": -1e3 } } } } }
            """);

        Assert.Empty(errors);
        Assert.Equal("careful", options.Strategies.Midcap);
        Assert.True(StrategyChangeRules.AreEqual(
            """{"rsi_oversold":35,"share":0.5,"on":true,"off":false,"none":null,"text":"a \"b\"","zip":"01234","list":[1,"x"],"inner":{"k":-1e3}}""",
            options.Strategies.MidcapConfig));
        Assert.Null(options.Strategies.EmergingConfig);
    }

    [Fact]
    public void A_text_is_taken_as_it_is_and_counts_where_both_are_given()
    {
        var section = new ConfigurationBuilder().AddInMemoryCollection(
            [
                new("Strategies:Midcap", "careful"),
                new("Strategies:Midcap:Config", """{"zip": "123"}"""),
                new("Strategies:Midcap:Config:zip", "456"),
                new("Strategies:Emerging:Config:rsi_oversold", "30"),
            ]).Build();
        var options = new BirdeyeDiscoveryOptions();

        Assert.Empty(OptionsReader.Read(section, options));
        Assert.Equal(("careful", """{"zip": "123"}""", """{"rsi_oversold":30}"""), (options.Strategies.Midcap, options.Strategies.MidcapConfig, options.Strategies.EmergingConfig));
    }

    [Theory]
    [InlineData("rsi 35")]
    [InlineData("[1]")]
    [InlineData("""{"a":1,"a":2}""")]
    public void What_is_no_object_is_refused_with_the_key(string text)
    {
        var options = new BirdeyeDiscoveryOptions { Strategies = { MidcapConfig = text } };

        Assert.StartsWith("BirdeyeDiscovery:Strategies:Midcap:Config is '", Assert.Single(BirdeyeDiscoveryOptionsRules.Faults(options)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_misspelt_part_is_named()
    {
        var (_, errors) = Read("""{ "Strategies": { "Midcap": { "Typ": "x", "Config": { "rsi_oversold": 35 } } } }""");

        Assert.Contains("Strategies:Midcap:Type", Assert.Single(errors), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"rsi_oversold":350}""", "BirdeyeDiscovery:Strategies:Midcap:Config:rsi_oversold is '350'")]
    [InlineData("""{"rsi_oversld":35}""", "BirdeyeDiscovery:Strategies:Midcap:Config:rsi_oversld is '35'")]
    public void A_field_that_the_host_s_type_refuses_stops_the_start_of_its_engine_alone(string json, string line)
    {
        var services = new ServiceCollection();
        services.AddBirdeyeDiscovery(options => options.Strategies.MidcapConfig = json).ValidateStrategyConfigs(SignalConfig.Format);
        services.AddBirdeyeDiscovery("other", options => options.Strategies.MidcapConfig = json);
        using var provider = services.BuildServiceProvider();
        var options = provider.GetRequiredService<IOptionsMonitor<BirdeyeDiscoveryOptions>>();

        var refused = Assert.Throws<OptionsValidationException>(() => options.Get(Options.DefaultName));
        Assert.StartsWith(line, Assert.Single(refused.Failures), StringComparison.Ordinal);
        Assert.Equal(json, options.Get("other").Strategies.MidcapConfig);
    }

    [Fact]
    public void Seeds_and_tokens_enter_with_the_configuration_of_their_category_and_keep_it_when_it_changes()
    {
        var cycles = new PlannedCycles(static options => options.Strategies.EmergingConfig = """{"v":1}""");
        cycles.Next(Candidates.Token("A", 90));
        cycles.Options.Strategies.EmergingConfig = """{"v":2}""";
        cycles.Next(Candidates.Token("A", 90), Candidates.Token("B", 80));

        Assert.Equal(("""{"v":1}""", """{"v":2}"""), (cycles["A"].StrategyConfig, cycles["B"].StrategyConfig));
        var options = PlannedCycles.Configured(static options => (options.Discovery.Seeds, options.Strategies.BluechipConfig) = (null, """{"v":3}"""));
        Assert.All(SeedTokens.Missing(options, CycleState.Empty, Candidates.Start), static seed => Assert.Equal("""{"v":3}""", seed.StrategyConfig));
    }

    [Fact]
    public void A_token_that_returns_or_changes_its_category_gets_what_is_configured_then()
    {
        var before = new StrategyChoice("aggressive_momentum", """{"v":1}""");
        var facts = new StrategyFacts { Address = "a", Symbol = "A", Category = TokenCategory.Midcap, Previous = before };

        Assert.Equivalent(before, new CategoryStrategyPolicy(new StrategyOptions()).Choose(facts), strict: true);
        Assert.Equal("""{"v":2}""", new CategoryStrategyPolicy(new StrategyOptions { MidcapConfig = """{"v":2}""" }).Choose(facts).StrategyConfig);
        Assert.Null(new CategoryStrategyPolicy(new StrategyOptions { Midcap = "other" }).Choose(facts).StrategyConfig);
    }

    private static (BirdeyeDiscoveryOptions Options, IReadOnlyList<string> Errors) Read(string json)
    {
        var options = new BirdeyeDiscoveryOptions();
        return (options, OptionsReader.Read(new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json))).Build(), options));
    }
}
