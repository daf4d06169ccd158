using System.Globalization;
using System.Text;
using Microsoft.Extensions.Configuration;

namespace BirdeyeDiscovery.Tests.Discovery;

public class OptionsReaderTests
{
    private const string Bonk = "DezXAZ8z7PnrnRJjz3wXBoRgixCa6xjnB7YaB1pPB263";

    /// <summary>For each key a value that is not its default, as it is written back.</summary>
    private static readonly Dictionary<string, string> Others = OptionTable.Keys.ToDictionary(x => x.Path, Other);

    [Fact]
    public void Every_key_is_read_and_written_back()
    {
        var (options, errors) = Read(Others);

        Assert.Empty(errors);
        Assert.Empty(BirdeyeDiscoveryOptionsRules.Faults(options));
        foreach (var key in OptionTable.Keys)
        {
            Assert.Equal(key.IsSecret ? "***" : Others[key.Path], key.Text(options));
            Assert.NotEqual(key.Text(new BirdeyeDiscoveryOptions()), key.Text(options));
        }
    }

    [Fact]
    public void Every_property_of_the_options_is_reached_by_a_key()
    {
        var keys = OptionTable.Keys.Select(x => x.Path).Concat(OptionLists.All.Select(x => x.Path)).Append(OptionLists.Seeds)
            .Concat(OptionTable.Keys.Where(x => x.Path.StartsWith("Birdeye:ComputeUnitCosts:", StringComparison.Ordinal)).Select(_ => "Birdeye:ComputeUnitCosts"))
            .Concat(Enum.GetNames<TokenCategory>().Select(static name => $"Strategies:{name}Config"))
            .ToHashSet(StringComparer.Ordinal);

        Assert.All(PropertyPaths(typeof(BirdeyeDiscoveryOptions), ""), x => Assert.Contains(x, keys));
    }

    [Fact]
    public void The_environment_form_and_any_case_are_read()
    {
        var (options, errors) = Read(new() { ["BIRDEYE:APIKEY"] = " secret ", ["discovery:mode"] = "readonly", ["Discovery:PauseBelowScore"] = "6.5e1" });

        Assert.Empty(errors);
        Assert.Equal("secret", options.Birdeye.ApiKey?.Reveal());
        Assert.Equal(DiscoveryMode.ReadOnly, options.Discovery.Mode);
        Assert.Equal(65, options.Discovery.PauseBelowScore);
    }

    [Fact]
    public void Numbers_are_read_alike_under_every_culture()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NumberDecimalSeparator = ",", NumberGroupSeparator = "." } };
            var (options, errors) = Read(new() { ["Birdeye:RequestsPerSecond"] = "1.5", ["Scoring:FlowWeight"] = ".25" });

            Assert.Empty(errors);
            Assert.Equal(1.5m, options.Birdeye.RequestsPerSecond);
            Assert.Equal(.25, options.Scoring.FlowWeight);
            Assert.Equal("1.5", OptionTable.ByPath["Birdeye:RequestsPerSecond"].Text(options));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("Discovery:Interval", "120", "a duration [d.]hh:mm:ss from 00:00:01 to 1.00:00:00")] // which would be 120 days
    [InlineData("Discovery:Interval", "2 minutes", "a duration [d.]hh:mm:ss from 00:00:01 to 1.00:00:00")]
    [InlineData("Discovery:Interval", "", "a duration [d.]hh:mm:ss from 00:00:01 to 1.00:00:00")]
    [InlineData("Discovery:ActiveSlots", "7.5", "a whole number from 1 to 1,000")]
    [InlineData("Discovery:ActiveSlots", "99999999999", "a whole number from 1 to 1,000")]
    [InlineData("Discovery:MinLiquidityUsd", "10,000", "a number from 0 to 1e15")]
    [InlineData("Discovery:Mode", "3", "one of ReadOnly, Record, Manage")]
    [InlineData("Discovery:Mode", "Record,Manage", "one of ReadOnly, Record, Manage")]
    [InlineData("Scoring:FlowWeight", "NaN", "a finite number of at least 0; one weight is above 0")]
    [InlineData("Scoring:MaxTop10Share", "30 %", "a fraction from 0 to 1")]
    [InlineData("Birdeye:RequestsPerMinute", "none", "a number from 0.01 to 10,000, or empty for none")]
    [InlineData("Birdeye:Hosts", "two", "a whole number from 1 to 1,000, or empty for none")]
    [InlineData("Birdeye:BaseUrl", "public-api.birdeye.so", "https on an allowed host, or http on a loopback address; without user, query or fragment")]
    [InlineData("Discovery:Seeds:0:Category", "4", "one of Bluechip, Midcap, Emerging")]
    [InlineData("Discovery:Seeds:0:IsPermanent", "yes", "true or false")]
    public void A_text_that_cannot_be_read_is_one_line_with_key_value_and_what_is_allowed(string path, string value, string allowed)
    {
        var config = new Dictionary<string, string> { [path] = value };
        if (path.StartsWith("Discovery:Seeds", StringComparison.Ordinal))
        {
            config["Discovery:Seeds:0:Address"] = Bonk;
            config["Discovery:Seeds:0:Symbol"] = "Bonk";
        }

        var (options, errors) = Read(config);

        Assert.Equal($"BirdeyeDiscovery:{path} is '{value}'; allowed: {allowed}.", Assert.Single(errors));
        Assert.Equal(errors, BirdeyeDiscoveryOptionsRules.Faults(options));
    }

    [Fact]
    public void All_faults_are_reported_and_the_rest_is_read()
    {
        var (options, errors) = Read(new() { ["Discovery:Interval"] = "x", ["Discovery:KeepRank"] = "y", ["Cache:Ttl:Score"] = "00:03:00" });

        Assert.Equal(2, errors.Count);
        Assert.Equal(TimeSpan.FromMinutes(3), options.Cache.Ttl.Score);
        Assert.Equal(TimeSpan.FromMinutes(2), options.Discovery.Interval);
    }

    [Fact]
    public void A_key_that_cannot_be_sent_is_reported_without_being_shown()
    {
        var (_, errors) = Read(new() { ["Birdeye:ApiKey"] = "top secret" });

        Assert.Equal("BirdeyeDiscovery:Birdeye:ApiKey is '***'; allowed: up to 512 printable ASCII characters without spaces.", Assert.Single(errors));
    }

    [Theory]
    [InlineData("https://user:pw@public-api.birdeye.so", "https://***@public-api.birdeye.so")]
    [InlineData("https://public-api.birdeye.so/?api-key=pw", "https://public-api.birdeye.so/?***")]
    [InlineData("user:pw@host", "***@host")]
    public void A_secret_within_the_address_is_not_shown(string url, string shown)
    {
        var (options, _) = Read(new() { ["Birdeye:BaseUrl"] = url });

        var line = Assert.Single(BirdeyeDiscoveryOptionsRules.Faults(options));
        Assert.Contains($"'{shown}'", line, StringComparison.Ordinal);
        Assert.DoesNotContain("pw", line, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fault_stays_one_line_and_short_whatever_the_value_holds()
    {
        var (_, errors) = Read(new() { ["Discovery:Mode"] = "a\r\nb\u001b[31m\u2028" + new string('x', 10_000) });

        var line = Assert.Single(errors);
        Assert.DoesNotContain(line, char.IsControl);
        Assert.Contains("a??b?[31m?xxx", line, StringComparison.Ordinal);
        Assert.True(line.Length < 250);
    }

    [Theory]
    [InlineData("Discovery:Intervall", "Discovery:Interval")]
    [InlineData("Discovery:Mode:x", "Discovery:Mode")]
    [InlineData("Dicsovery:Interval", "Discovery:Interval")]
    [InlineData("Trading:ActiveSlots", "Discovery:ActiveSlots")]
    [InlineData("Discovery:ApiKey", "Birdeye:ApiKey")]
    [InlineData("ActiveSlots", "Discovery:ActiveSlots")]
    [InlineData("Birdeye:ComputeUnitCosts:Overvieuw", "Birdeye:ComputeUnitCosts:Overview")]
    [InlineData("Discovery:Seeds:0:Adress", "Discovery:Seeds:0:Address")]
    [InlineData("Scoring:DenyList:a", "Scoring:DenyList:0")]
    public void A_misspelt_key_is_reported_with_the_nearest_and_without_its_value(string path, string nearest)
    {
        var (_, errors) = Read(new() { [path] = "value" });

        Assert.Equal($"BirdeyeDiscovery:{path} is no key of this section; the nearest is BirdeyeDiscovery:{nearest}.", Assert.Single(errors));
    }

    [Fact]
    public void Keys_of_others_are_left_alone()
    {
        Assert.Empty(Read(new() { ["ConnectionStrings:Postgres"] = "x", ["Base:Discovery:Interval"] = "x" }).Errors);

        var root = new ConfigurationBuilder().AddInMemoryCollection([new("Logging:LogLevel:Default", "x"), new("PATH", "x"), new("Discovery:KeepRank", "12")]).Build();
        var options = new BirdeyeDiscoveryOptions();
        Assert.Empty(OptionsReader.Read(root, options));
        Assert.Equal(12, options.Discovery.KeepRank);
    }

    [Fact]
    public void Messages_name_the_real_section()
    {
        var root = new ConfigurationBuilder().AddInMemoryCollection([new("Bots:Base:Discovery:Mode", "x"), new("Bots:Base:Discovery:KeepRank", "0")]).Build();
        var options = new BirdeyeDiscoveryOptions();
        OptionsReader.Read(root.GetSection("Bots:Base"), options);

        Assert.All(BirdeyeDiscoveryOptionsRules.Faults(options), x => Assert.StartsWith("Bots:Base:Discovery:", x, StringComparison.Ordinal));
        Assert.Equal(2, BirdeyeDiscoveryOptionsRules.Faults(options).Count);
    }

    [Fact]
    public void Lists_are_read_by_index()
    {
        var (options, errors) = Read(new()
        {
            ["Scoring:DenyList:0"] = Bonk,
            ["Scoring:AuthorityAllowList:0"] = Bonk,
            ["Birdeye:AllowedHosts:0"] = "proxy.example",
            ["Discovery:Seeds:10:Address"] = SeedToken.Jup.Address,
            ["Discovery:Seeds:10:Symbol"] = "JUP",
            ["Discovery:Seeds:2:Address"] = Bonk,
            ["Discovery:Seeds:2:Symbol"] = "Bonk",
            ["Discovery:Seeds:2:Category"] = "midcap",
            ["Discovery:Seeds:2:IsPermanent"] = "false",
        });

        Assert.Empty(errors);
        Assert.Equal([Bonk], options.Scoring.DenyList);
        Assert.Equal([Bonk], options.Scoring.AuthorityAllowList);
        Assert.Equal(["proxy.example", "public-api.birdeye.so"], options.Birdeye.AllowedHosts.Order());
        Assert.Equal(
            [(Bonk, "Bonk", TokenCategory.Midcap, false), (SeedToken.Jup.Address, "JUP", TokenCategory.Bluechip, true)],
            options.Discovery.Seeds!.Select(static seed => (seed.Address, seed.Symbol, seed.Category, seed.IsPermanent)));
    }

    [Fact]
    public void An_empty_json_list_is_no_seed_and_a_json_null_is_the_default()
    {
        var none = ReadJson("""{"BirdeyeDiscovery":{"Discovery":{"Seeds":[]},"Scoring":{"DenyList":[]},"Cache":{}}}""");
        var unset = ReadJson("""{"BirdeyeDiscovery":{"Discovery":{"Seeds":null,"Interval":null}}}""");

        Assert.Empty(none.ReadErrors);
        Assert.Empty(SeedRules.InForce(none));
        Assert.Empty(unset.ReadErrors);
        Assert.Equal([SeedToken.Sol, SeedToken.Jup], SeedRules.InForce(unset));
    }

    [Fact]
    public void A_seed_without_address_or_symbol_is_reported_by_key()
    {
        var (_, errors) = Read(new() { ["Discovery:Seeds:0:Symbol"] = "A", ["Discovery:Seeds:1:Address"] = Bonk });

        Assert.Equal(
            [
                "BirdeyeDiscovery:Discovery:Seeds:0:Address is not set; allowed: a mint address (32 bytes as 32 to 44 base-58 characters).",
                "BirdeyeDiscovery:Discovery:Seeds:1:Symbol is not set; allowed: 1 to 20 printable characters.",
            ],
            errors);
    }

    private static (BirdeyeDiscoveryOptions Options, IReadOnlyList<string> Errors) Read(Dictionary<string, string> values)
    {
        var root = new ConfigurationBuilder().AddInMemoryCollection(values.Select(x => KeyValuePair.Create("BirdeyeDiscovery:" + x.Key, (string?)x.Value))).Build();
        var options = new BirdeyeDiscoveryOptions();
        return (options, OptionsReader.Read(root.GetSection(BirdeyeDiscoveryOptions.SectionName), options));
    }

    private static BirdeyeDiscoveryOptions ReadJson(string json)
    {
        var root = new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json))).Build();
        var options = new BirdeyeDiscoveryOptions();
        OptionsReader.Read(root.GetSection(BirdeyeDiscoveryOptions.SectionName), options);
        return options;
    }

    private static string Other(OptionKey key) => key.Path switch
    {
        "Birdeye:BaseUrl" => "http://127.0.0.1:5000",
        "Birdeye:ApiKey" => "key",
        "Birdeye:Chain" => "base",
        "Birdeye:RequestsPerMinute" => "60",
        "Birdeye:Enrichment" => "TradeData",
        "Birdeye:MaxResponseBytes" => "65536",
        "Discovery:Enrichment" => "Full",
        "Discovery:CandlesFor" => "All",
        "Discovery:Mode" => "Record",
        "Storage:SchemaMode" => "Validate",
        "Positions:Token" => "Id",
        "Positions:WithoutTable" => "Flat",
        "Strategies:Bluechip:Config" or "Strategies:Midcap:Config" or "Strategies:Emerging:Config" => """{"rsi_oversold":35}""",
        "Positions:Schema" or "Positions:Table" or "Positions:TokenColumn" or "Positions:ClosedAtColumn" => "other",
        "Storage:Schema" or "Cache:KeyPrefix" or "Strategies:Bluechip" or "Strategies:Midcap" or "Strategies:Emerging" => "other",
        "Discovery:KeepRank" => "11",
        _ => key.Allowed.StartsWith("a duration", StringComparison.Ordinal) ? "00:00:11"
            : key.Path.StartsWith("Scoring:Max", StringComparison.Ordinal) || key.Path.EndsWith("Coverage", StringComparison.Ordinal) || key.Path.EndsWith("Band", StringComparison.Ordinal) ? "0.5"
            : "9",
    };

    private static IEnumerable<string> PropertyPaths(Type type, string prefix)
    {
        foreach (var property in type.GetProperties().Where(x => x.GetMethod is { IsStatic: false }))
        {
            var isGroup = property.PropertyType.Name.EndsWith("Options", StringComparison.Ordinal);
            foreach (var path in isGroup ? PropertyPaths(property.PropertyType, prefix + property.Name + ":") : [prefix + property.Name])
            {
                yield return path;
            }
        }
    }
}
