using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace BirdeyeDiscovery.Tests.Discovery;

public class ConfigurationReferenceTests
{
    [Fact]
    public void The_documented_defaults_are_the_defaults()
    {
        // The table of the design, by hand: what is written here is a promise to users.
        var promised = new Dictionary<string, string?>
        {
            ["Birdeye:BaseUrl"] = "https://public-api.birdeye.so",
            ["Birdeye:ApiKey"] = null,
            ["Birdeye:Chain"] = "solana",
            ["Birdeye:RequestsPerSecond"] = "1",
            ["Birdeye:RequestsPerMinute"] = null,
            ["Birdeye:Hosts"] = null,
            ["Birdeye:Enrichment"] = "Cheapest",
            ["Birdeye:MaxConcurrency"] = "4",
            ["Birdeye:AttemptTimeout"] = "00:00:10",
            ["Birdeye:MaxResponseBytes"] = "4194304",
            ["Birdeye:ComputeUnitsPerMonth"] = null,
            ["Birdeye:BudgetResetDay"] = "1",
            ["Birdeye:BudgetAccount"] = "default",
            ["Birdeye:BudgetMaxStretch"] = "30",
            ["Birdeye:ComputeUnitCosts:Trending"] = "50",
            ["Birdeye:ComputeUnitCosts:Security"] = "50",
            ["Birdeye:ComputeUnitCosts:Overview"] = "30",
            ["Birdeye:ComputeUnitCosts:TradeData"] = "15",
            ["Birdeye:ComputeUnitCosts:Ohlcv"] = "40",
            ["Birdeye:ComputeUnitCosts:Trades"] = "10",
            ["Birdeye:ComputeUnitCosts:TradeDataMultiple"] = "15",
            ["Birdeye:ComputeUnitCosts:MarketDataMultiple"] = "15",
            ["Discovery:Interval"] = "00:02:00",
            ["Discovery:CycleTimeout"] = "00:10:00",
            ["Discovery:TrendingLimit"] = "50",
            ["Discovery:MinLiquidityUsd"] = "10000",
            ["Discovery:MinVolume24hUsd"] = "25000",
            ["Discovery:ActiveSlots"] = "7",
            ["Discovery:KeepRank"] = "10",
            ["Discovery:PauseBelowScore"] = "60",
            ["Discovery:PauseAfterCycles"] = "3",
            ["Discovery:RemoveAfter"] = "1.00:00:00",
            ["Discovery:Enrichment"] = "Staged",
            ["Discovery:AuditEvery"] = "30",
            ["Discovery:CandlesFor"] = "Tracked",
            ["Discovery:Mode"] = "Manage",
            ["Discovery:Damping:EntryMargin"] = "0",
            ["Discovery:Damping:ConfirmationCycles"] = "0",
            ["Discovery:Damping:IncumbentMargin"] = "0",
            ["Discovery:Damping:MinDwellCycles"] = "0",
            ["Discovery:Damping:CoolDownCycles"] = "0",
            ["Scoring:MomentumWeight"] = "0.2",
            ["Scoring:LiquidityWeight"] = "0.25",
            ["Scoring:VolumeWeight"] = "0.15",
            ["Scoring:SafetyWeight"] = "0.25",
            ["Scoring:FlowWeight"] = "0.15",
            ["Scoring:MinCoverage"] = "0.8",
            ["Scoring:MaxTransferFee"] = "0.1",
            ["Scoring:MaxTop10Share"] = "0.7",
            ["Scoring:MaxCreatorShare"] = "0.15",
            ["Scoring:MinAge"] = "01:00:00",
            ["Scoring:NoSellsMinBuys"] = "50",
            ["Strategies:BluechipMinFdvUsd"] = "1000000000",
            ["Strategies:MidcapMinFdvUsd"] = "50000000",
            ["Strategies:Bluechip"] = "momentum",
            ["Strategies:Bluechip:Config"] = null,
            ["Strategies:Midcap"] = "aggressive_momentum",
            ["Strategies:Midcap:Config"] = null,
            ["Strategies:Emerging"] = "aggressive_momentum",
            ["Strategies:Emerging:Config"] = null,
            ["Strategies:ReevaluateAfterCycles"] = "0",
            ["Strategies:CategoryBand"] = "0.1",
            ["Storage:Schema"] = "public",
            ["Storage:SchemaMode"] = "Apply",
            ["Storage:Lease"] = "00:00:30",
            ["Storage:MaxClockSkew"] = "00:01:00",
            ["Storage:KeepHistoryMonths"] = "13",
            ["Positions:Schema"] = null,
            ["Positions:Table"] = "positions",
            ["Positions:TokenColumn"] = "token",
            ["Positions:Token"] = "Auto",
            ["Positions:ClosedAtColumn"] = "closed_at",
            ["Positions:WithoutTable"] = "Unknown",
            ["Cache:KeyPrefix"] = "",
            ["Cache:Ttl:Trending"] = "00:01:00",
            ["Cache:Ttl:Security"] = "1.00:00:00",
            ["Cache:Ttl:Ohlcv"] = "00:00:30",
            ["Cache:Ttl:Trades"] = "00:00:30",
            ["Cache:Ttl:Score"] = "00:02:00",
            ["Cache:Ttl:Candles"] = "2.00:00:00",
        };

        Assert.Equal(promised, OptionTable.Keys.ToDictionary(x => x.Path, x => x.Text(new BirdeyeDiscoveryOptions())));
        Assert.Equal([SeedToken.Sol, SeedToken.Jup], SeedRules.InForce(new BirdeyeDiscoveryOptions()));
    }

    [Fact]
    public void The_reference_page_is_the_table()
    {
        var page = Path.Combine(Repository(), "docs", "configuration.md");
        var expected = Markdown();
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(page)!);
            File.WriteAllText(page, expected);
        }

        Assert.True(File.Exists(page), "docs/configuration.md is missing; run the tests once with UPDATE_DOCS=1.");
        Assert.Equal(expected, File.ReadAllText(page).ReplaceLineEndings("\n"));
    }

    private static string Markdown()
    {
        var defaults = new BirdeyeDiscoveryOptions();
        var text = new StringBuilder();
        text.Append(
            """
            # Configuration

            All keys stand in the section `BirdeyeDiscovery`; as environment variables their parts are joined by two underscores, such as
            `BirdeyeDiscovery__Birdeye__ApiKey`. Numbers and durations are written in the invariant form (`0.5`, `1e9`, `00:02:00`,
            `1.00:00:00`). A key that does not exist, a value that cannot be read and a value that is not allowed each stop the start with a
            line of their own. Options are read again at the start of each cycle; after an invalid change the old ones stay in force.

            A dot in the column "in hash" marks what decides a cycle and is part of the options hash of its snapshot.

            This page is written from the table that the reader uses: set `UPDATE_DOCS=1` and run the tests to renew it.


            """.ReplaceLineEndings("\n"));
        foreach (var section in OptionTable.Keys.GroupBy(x => x.Path.Split(':')[0]))
        {
            text.Append(CultureInfo.InvariantCulture, $"## {section.Key}\n\n| key | default | allowed | meaning | in hash |\n|---|---|---|---|---|\n");
            foreach (var key in section)
            {
                Row(key.Path, key.Text(defaults) is { Length: > 0 } value ? $"`{value}`" : "none", key.Allowed, key.Meaning, key.DecidesCycle);
            }

            foreach (var list in OptionLists.All.Where(x => x.Path.StartsWith(section.Key + ":", StringComparison.Ordinal)))
            {
                var value = list.Get(defaults).Count == 0 ? "none" : $"`{string.Join("`, `", list.Get(defaults))}`";
                Row($"{list.Path}:{{n}}", value, list.Allowed(defaults), list.Meaning, list.DecidesCycle);
            }

            if (section.Key == "Discovery")
            {
                Row(
                    $"{OptionLists.Seeds}:{{n}}:Address",
                    "SOL and JUP on solana",
                    TextRules.AddressWords("solana"),
                    "A token that is tracked from the start. A configured list replaces the default one; an empty list means none.",
                    true);
                Row($"{OptionLists.Seeds}:{{n}}:Symbol", "required", SeedRules.SymbolWords, "Its symbol.", true);
                Row($"{OptionLists.Seeds}:{{n}}:Category", "`Bluechip`", SeedRules.CategoryWords, "Its category.", true);
                Row($"{OptionLists.Seeds}:{{n}}:IsPermanent", "`true`", SeedRules.PermanentWords, "Whether the engine never gates, pauses or removes it.", true);
            }

            text.Append('\n');
        }

        return text.ToString().TrimEnd('\n') + "\n";

        void Row(string path, string value, string allowed, string meaning, bool decides) =>
            text.Append(CultureInfo.InvariantCulture, $"| `{path}` | {value} | {(allowed.StartsWith('^') ? $"`{allowed}`" : allowed)} | {meaning} | {(decides ? "•" : "")} |\n");
    }

    private static string Repository([CallerFilePath] string file = "")
    {
        // The path that the compiler wrote may be a mapped one; the build output lies below the repository too.
        foreach (var start in new[] { Path.GetDirectoryName(file), AppContext.BaseDirectory })
        {
            for (var folder = start; folder is not null; folder = Path.GetDirectoryName(folder))
            {
                if (File.Exists(Path.Combine(folder, "BirdeyeDiscovery.sln")))
                {
                    return folder;
                }
            }
        }

        throw new InvalidOperationException("The repository was not found above the test's files.");
    }
}
