using System.Globalization;
using BirdeyeDiscovery.Ledger;
using BirdeyeDiscovery.Tests.Documentation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.VisualBasic.FileIO;

namespace BirdeyeDiscovery.Tests.Ledger.Measuring;

/// <summary>The figures of the page about a real market, measured as its program does.</summary>
public sealed class PublicRunsTests
{
    private const string FileName = "solana_discovery_20260430_20260501.csv";

    [Fact]
    public void The_page_has_the_figures_of_the_public_runs()
    {
        var path = Find();
        Assert.SkipWhen(path is null, "The public runs are not at hand: set BIRDEYE_PUBLIC_RUNS to the file, or keep it in shared/data/market/azalyst above the checkout.");
        var report = Assert.Single(ScoreEvaluation.Measure(Runs(path!), Options()));

        var lines = report.Horizons.SelectMany(static horizon => new[] { ScoreFactor.Total, ScoreFactor.Momentum, ScoreFactor.Liquidity, ScoreFactor.Volume }
            .Select(factor => Row(horizon, horizon.Factors[(int)factor])));
        var page = Pages.Read("docs/real-market.md");
        string[] expected =
        [
            $"{report.Cycles} runs and {report.Tokens} tokens",
            string.Join('\n', lines),
            .. report.Horizons.Select(static horizon => $"*{horizon.Total.Summary}*"),
        ];
        TestContext.Current.TestOutputHelper!.WriteLine(string.Join('\n', expected));
        Assert.All(expected, text => Assert.Contains(text, page, StringComparison.Ordinal));
    }

    private static string Row(HorizonReport horizon, FactorReport factor) => string.Create(
        CultureInfo.InvariantCulture,
        $"| {horizon.Horizon.TotalHours:0} h | {factor.Factor.ToString().ToLowerInvariant()} | {factor.Figures.Observations} | {factor.Figures.Tokens} | {factor.Figures.RankIc:0.00;−0.00} |");

    private static ScoreEvaluationOptions Options() => new()
    {
        Horizons = [TimeSpan.FromHours(1), TimeSpan.FromHours(4)],
        MaxPriceDelay = TimeSpan.FromHours(2.5),
    };

    private static IEnumerable<ObservedCycle> Runs(string path)
    {
        var services = new ServiceCollection();
        services.AddBirdeyeDiscovery(static _ => { });
        using var provider = services.BuildServiceProvider();
        var scorer = provider.GetRequiredService<ITokenScorer>();
        foreach (var run in Rows(path).Where(static row => row[6] == "trending").GroupBy(static row => row[1]))
        {
            yield return new ObservedCycle
            {
                Timestamp = DateTimeOffset.Parse(run.Key, CultureInfo.InvariantCulture),
                ScoreVersion = scorer.Version,
                OptionsHash = scorer.OptionsHash,
                Tokens = [.. run.Select(row => Observed(row, scorer))],
            };
        }
    }

    private static ObservedToken Observed(string[] row, ITokenScorer scorer)
    {
        var score = scorer.Score(new ScoreInputs
        {
            LiquidityUsd = Number(row[8]),
            Volume24hUsd = Number(row[12]),
            Change5mPercent = Number(row[13]),
            Change1hPercent = Number(row[14]),
            Change24hPercent = Number(row[15]),
        });
        return new ObservedToken
        {
            Address = row[3],
            PriceUsd = Number(row[7]),
            LiquidityUsd = Number(row[8]),
            Total = score.Total,
            Momentum = score.Momentum,
            Liquidity = score.Liquidity,
            Volume = score.Volume,
        };
    }

    private static IEnumerable<string[]> Rows(string path)
    {
        using var parser = new TextFieldParser(path) { TextFieldType = FieldType.Delimited, Delimiters = [","], HasFieldsEnclosedInQuotes = true };
        parser.ReadFields();
        while (!parser.EndOfData)
        {
            yield return parser.ReadFields()!;
        }
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("BIRDEYE_PUBLIC_RUNS") is { Length: > 0 } named)
        {
            return File.Exists(named) ? named : null;
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", "data", "market", "azalyst", FileName);
            if (File.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }
}
