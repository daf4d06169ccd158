using System.Globalization;
using System.Text;
using BirdeyeDiscovery.Testing;

namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>Measures the tables of docs/plans.md and docs/staged-cycles.md.</summary>
internal static class PlanTables
{
    public const string TradeData = "/defi/v3/token/trade-data/single";
    public const string TradeDataMultiple = "/defi/v3/token/trade-data/multiple";

    private const string Header =
        """
        | plan | requests a second / minute | units a month | figures from | warm: requests | units | cold: requests | units | units a month at 2 min | shortest interval |
        |---|--:|--:|---|--:|--:|--:|--:|--:|--:|

        """;

    private static readonly int[] Minutes = [1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 40, 50, 60, 65, 70, 75, 80, 90, 120, 180, 240];

    private static readonly Dictionary<(bool Joined, bool Single, int Minutes), PlanRun> Runs = [];

    /// <summary>Gets whether an engine has tokens on a plan; without security answers none enters.</summary>
    public static bool RunsOn(LocalPlan plan) => !plan.RefusedPaths.Contains("/defi/token_security");

    public static string FiguresFrom(LocalPlan plan) =>
        !plan.RefusedPaths.Contains(TradeDataMultiple) ? "trade data of 20 tokens"
        : !plan.RefusedPaths.Contains(TradeData) ? "trade data of one token"
        : "overview";

    /// <summary>Gets the rows of some plans.</summary>
    public static async Task<string> OfPlansAsync(IEnumerable<LocalPlan> plans)
    {
        var text = new StringBuilder(Header);
        foreach (var plan in plans)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {plan.Name} | {Limits(plan)} | {plan.ComputeUnits:N0} |");
            if (!RunsOn(plan))
            {
                text.AppendLine(" – | – | – | – | – | – | does not run |");
                continue;
            }

            var run = await RunAsync(plan, 2);
            text.Append(CultureInfo.InvariantCulture, $" {FiguresFrom(plan)} | {run.WarmRequests:F1} | {run.WarmUnits:N0} |");
            text.Append(CultureInfo.InvariantCulture, $" {run.Cold.ApiCallsMade} | {run.Cold.ComputeUnits:N0} |");
            text.AppendLine(CultureInfo.InvariantCulture, $" {run.UnitsPerMonth / 1e6:F1} M | {await ShortestAsync(plan)} min |");
        }

        return text.ToString();
    }

    /// <summary>Gets what a warm cycle costs in each mode, as the mean of eight markets.</summary>
    public static async Task<string> OfModesAsync()
    {
        (string Name, Action<BirdeyeDiscoveryOptions> Configure)[] modes =
        [
            ("original flow: overview, swaps and candles of every candidate", static options =>
            {
                (options.Discovery.Enrichment, options.Discovery.CandlesFor) = (EnrichmentMode.Full, CandleScope.All);
                options.Birdeye.Enrichment = EnrichmentSource.Overview;
            }),
            ("`Full`: candles of tracked tokens only", static options =>
                (options.Discovery.Enrichment, options.Birdeye.Enrichment) = (EnrichmentMode.Full, EnrichmentSource.Overview)),
            ("`Staged`, the overview only", static options => options.Birdeye.Enrichment = EnrichmentSource.Overview),
            ("`Staged`, trade data of one token", static options => options.Birdeye.Enrichment = EnrichmentSource.TradeData),
            ("`Staged`, trade data of 20 tokens", static options => options.Birdeye.Enrichment = EnrichmentSource.Cheapest),
        ];
        var text = new StringBuilder(
            """
            | a warm cycle | requests | of the original flow | compute units | of the original flow | least and most |
            |---|--:|--:|--:|--:|--:|

            """);
        List<PlanRun> original = [];
        foreach (var (name, configure) in modes)
        {
            var runs = new List<PlanRun>();
            for (ulong seed = 1; seed <= 8; seed++)
            {
                runs.Add(await PlanRun.RunAsync(new LocalPlan(), configure, seed));
            }

            original = original.Count == 0 ? runs : original;
            var (requests, units) = (runs.Average(static run => run.WarmRequests), runs.Average(static run => run.WarmUnits));
            var shares = runs.Zip(original, static (run, whole) => run.WarmUnits / whole.WarmUnits).ToArray();
            text.Append(CultureInfo.InvariantCulture, $"| {name} | {requests:F1} | {Percent(requests / original.Average(static run => run.WarmRequests))} |");
            text.Append(CultureInfo.InvariantCulture, $" {units:N0} | {Percent(units / original.Average(static run => run.WarmUnits))} |");
            text.AppendLine(CultureInfo.InvariantCulture, $" {Percent(shares.Min())} to {Percent(shares.Max())} |");
        }

        return text.ToString();
    }

    /// <summary>Runs an engine on what a plan refuses. What a cycle costs does not depend on the other limits.</summary>
    public static async Task<PlanRun> RunAsync(LocalPlan plan, int minutes)
    {
        var (joined, single) = (!plan.RefusedPaths.Contains(TradeDataMultiple), !plan.RefusedPaths.Contains(TradeData));
        if (!Runs.TryGetValue((joined, single, minutes), out var run))
        {
            var limits = new LocalPlan { RequestsPerSecond = plan.RequestsPerSecond, RequestsPerMinute = plan.RequestsPerMinute };
            limits.RefusedPaths.UnionWith(plan.RefusedPaths);
            run = await PlanRun.RunAsync(limits, options => options.Discovery.Interval = TimeSpan.FromMinutes(minutes));
            Runs[(joined, single, minutes)] = run;
        }

        return run;
    }

    private static async Task<int> ShortestAsync(LocalPlan plan)
    {
        var (least, most) = (0, Minutes.Length - 1);
        while (least < most)
        {
            var middle = (least + most) / 2;
            var run = await RunAsync(plan, Minutes[middle]);
            if (run.UnitsPerMonth <= plan.ComputeUnits && run.LongestWarm < TimeSpan.FromMinutes(Minutes[middle]))
            {
                most = middle;
            }
            else
            {
                least = middle + 1;
            }
        }

        return Minutes[least];
    }

    private static string Limits(LocalPlan plan) => plan.RequestsPerMinute is { } minute
        ? string.Create(CultureInfo.InvariantCulture, $"{plan.RequestsPerSecond} / {minute:N0}")
        : string.Create(CultureInfo.InvariantCulture, $"{plan.RequestsPerSecond} / –");

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:F1} %");
}
