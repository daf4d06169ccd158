using System.Globalization;
using BirdeyeDiscovery.EndToEnd.Tests.Support;
using BirdeyeDiscovery.Testing;

namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>The measured tables of docs/plans.md and docs/staged-cycles.md; <c>./bench.sh --plans</c> writes them.</summary>
public sealed class PlansPageTests
{
    private const string Plans = "docs/plans.md";
    private const string Staged = "docs/staged-cycles.md";

    [Fact]
    public async Task The_tables_are_written_when_that_is_asked_for()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("UPDATE_PLANS") == "1", "It takes minutes; ./bench.sh --plans runs it.");

        Write(Plans, "plans", await PlanTables.OfPlansAsync(LocalPlan.CreateAll()));
        Write(Plans, "overview", await PlanTables.OfPlansAsync(WithoutTradeData()));
        Write(Staged, "modes", await PlanTables.OfModesAsync());
    }

    [Fact]
    public void The_page_has_every_plan_of_the_local_Birdeye_with_its_limits()
    {
        var rows = Rows("plans");

        Assert.Equal(LocalPlan.CreateAll().Select(static plan => plan.Name), rows.Select(static row => row[0]));
        Assert.Equal(
            LocalPlan.CreateAll().Select(static plan => plan.ComputeUnits!.Value.ToString("N0", CultureInfo.InvariantCulture)),
            rows.Select(static row => row[2]));
        Assert.Equal(
            LocalPlan.CreateAll().Select(static plan => PlanTables.RunsOn(plan) ? PlanTables.FiguresFrom(plan) : "–"),
            rows.Select(static row => row[3]));
        Assert.Equal(WithoutTradeData().Select(static plan => plan.Name), Rows("overview").Select(static row => row[0]));
    }

    [Theory]
    [InlineData("plans", "Lite")]
    [InlineData("plans", "Business")]
    [InlineData("overview", "Starter")]
    public async Task The_figures_of_the_page_are_still_what_a_run_costs(string table, string name)
    {
        var plan = (table == "plans" ? LocalPlan.CreateAll() : WithoutTradeData()).First(plan => plan.Name == name);
        var run = await PlanTables.RunAsync(plan, 2);
        var row = Rows(table).Single(row => row[0] == name);

        Assert.InRange(run.WarmRequests / Number(row[4]), .95, 1.05);
        Assert.InRange(run.WarmUnits / Number(row[5]), .95, 1.05);
        Assert.InRange(run.Cold.ApiCallsMade / Number(row[6]), .95, 1.05);
        Assert.InRange(run.Cold.ComputeUnits / Number(row[7]), .95, 1.05);
        Assert.Equal(0, run.TooMany);
        Assert.Equal(plan.RefusedPaths.Count == 0, run.Refused.Count == 0);
    }

    [Fact]
    public async Task On_a_plan_without_security_answers_nothing_enters()
    {
        var standard = LocalPlan.CreateAll()[0];
        Assert.False(PlanTables.RunsOn(standard));
        var run = await PlanRun.RunAsync(standard, cycles: 3);

        Assert.Equal(0, run.Cold.TokensAdded);
        Assert.Equal(2, run.Active);
        Assert.Contains("Security", run.Refused);
    }

    // Whether these plans have trade data of one token is not published.
    private static IEnumerable<LocalPlan> WithoutTradeData()
    {
        foreach (var plan in LocalPlan.CreateAll().Where(static plan => PlanTables.RunsOn(plan) && plan.RefusedPaths.Count > 0))
        {
            plan.RefusedPaths.Add(PlanTables.TradeData);
            yield return plan;
        }
    }

    private static double Number(string cell) => double.Parse(cell, NumberStyles.Number, CultureInfo.InvariantCulture);

    private static string[][] Rows(string table)
    {
        var page = Documents.Read(Plans);
        var from = page.IndexOf(Begin(table), StringComparison.Ordinal);
        var until = page.IndexOf(End(table), StringComparison.Ordinal);
        return [.. page[from..until].Split('\n').Where(static line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(1)
            .Select(static line => line.Trim('|').Split('|').Select(static cell => cell.Trim()).ToArray())];
    }

    private static void Write(string page, string table, string text)
    {
        var before = Documents.Read(page);
        var from = before.IndexOf(Begin(table), StringComparison.Ordinal) + Begin(table).Length;
        var until = before.IndexOf(End(table), StringComparison.Ordinal);
        Assert.True(from >= Begin(table).Length && until >= from, $"{page} has no place for the table '{table}'.");
        File.WriteAllText(Checkout.PathOf(page), before[..from] + "\n\n" + text.ReplaceLineEndings("\n") + "\n" + before[until..]);
    }

    private static string Begin(string table) => $"<!-- measured: {table} -->";

    private static string End(string table) => $"<!-- end: {table} -->";
}
