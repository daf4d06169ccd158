using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using BirdeyeDiscovery.EndToEnd.Tests.Support;
using BirdeyeDiscovery.Servers;
using BirdeyeDiscovery.Testing;

namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>A real Prometheus with the sample's configuration scrapes the sample and evaluates its alert rules.</summary>
public sealed partial class PrometheusTests
{
    private static readonly Dictionary<string, string> Figures = new(StringComparer.Ordinal)
    {
        ["sum(birdeye_discovery_cycles_total{birdeye_discovery_outcome=\"complete\"})"] = "1",
        ["sum(birdeye_discovery_cycle_duration_seconds_count)"] = "1",
        ["sum(birdeye_discovery_score_count)"] = "scored_count",
        ["sum(birdeye_discovery_rejections_total)"] = "rejected_count",
        ["sum(birdeye_discovery_candidates_total)"] = "scored_count + rejected_count",
        ["sum(birdeye_discovery_requests_total)"] = "api_calls_made",
        ["sum(birdeye_discovery_compute_units_used_total)"] = "compute_units",
        ["sum(birdeye_discovery_leadership_epoch)"] = "epoch",
        ["sum(birdeye_discovery_leadership_held)"] = "1",
        ["sum(birdeye_discovery_tracked{birdeye_discovery_status=\"active\"})"] =
            "(SELECT count(*) FROM tracked_tokens WHERE status = 'active')",
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Prometheus_scrapes_the_sample_stores_the_figures_of_its_cycle_and_loads_its_alert_rules()
    {
        Required.OrSkip("prometheus", PrometheusServer.Missing);
        using var folder = new TemporaryFolder();
        await using var birdeye = new LocalBirdeye(
            new LocalBirdeyeOptions { Seed = 5, Plan = new LocalPlan { RequestsPerSecond = 100_000 } });
        var port = Loopback.FreePort();
        await using var host = HostRun.StartSample("MonitoredHost", folder.Path, new Dictionary<string, string>
        {
            ["ASPNETCORE_URLS"] = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"),
            ["BirdeyeDiscovery__Birdeye__BaseUrl"] = (await birdeye.StartAsync(Cancellation)).AbsoluteUri,
            ["BirdeyeDiscovery__Birdeye__ApiKey"] = "local",
            ["BirdeyeDiscovery__Birdeye__RequestsPerSecond"] = "1000",
            // A busy machine is no reason to ask the API twice, nor for a second cycle.
            ["BirdeyeDiscovery__Birdeye__AttemptTimeout"] = "00:01:00",
            ["BirdeyeDiscovery__Discovery__Interval"] = "01:00:00",
        });
        await using var prometheus = await PrometheusServer.StartAsync(Configuration(port));

        await UntilAsync(host, prometheus, "sum(birdeye_discovery_cycles_total{birdeye_discovery_outcome=\"complete\"})", "1");
        await AssertFiguresAsync(host, prometheus, Path.Combine(folder.Path, "data", "monitored.db"));
        await AssertTargetAsync(prometheus, port);
        await AssertRulesAsync(host, prometheus);
    }

    /// <summary>Gets the sample's files with the port of the test's host, and with shorter times so that the test ends soon.</summary>
    private static Dictionary<string, string> Configuration(int port)
    {
        var text = Sample("prometheus.yml");
        Assert.Single(Target().Matches(text));
        Assert.Equal(2, Regex.Count(text, "_interval: 15s"));
        text = Target().Replace(text, string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}"));
        return new(StringComparer.Ordinal)
        {
            ["prometheus.yml"] = text.Replace("_interval: 15s", "_interval: 1s", StringComparison.Ordinal),
            ["alerts.yml"] = Sample("alerts.yml"),
        };
    }

    private static string Sample(string file) => File.ReadAllText(Checkout.PathOf($"samples/MonitoredHost/prometheus/{file}"));

    private static async Task UntilAsync(HostRun host, PrometheusServer prometheus, string expression, string value)
    {
        IReadOnlyList<string> found = [];
        await host.UntilAsync(
            async () => (found = await prometheus.QueryAsync(expression, Cancellation)) is [var one] && one == value,
            () => $"{expression} = {value}, and not {string.Join(", ", found)}\n{prometheus.ReadLog()}");
    }

    private static async Task AssertFiguresAsync(HostRun host, PrometheusServer prometheus, string database)
    {
        foreach (var (expression, column) in Figures)
        {
            var stored = Assert.Single(await StoredRows.OfAsync(database, $"SELECT {column} FROM discovery_snapshots"));
            Assert.NotEqual("0", stored);
            await UntilAsync(host, prometheus, expression, stored);
        }
    }

    private static async Task AssertTargetAsync(PrometheusServer prometheus, int port)
    {
        var targets = (await prometheus.GetAsync("/api/v1/targets?state=active", Cancellation)).GetProperty("activeTargets");
        var target = Assert.Single(targets.EnumerateArray());
        Assert.Equal(("up", ""), (Text(target, "health"), Text(target, "lastError")));
        Assert.Equal("birdeye-discovery", Text(target.GetProperty("labels"), "job"));
        Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}"), Text(target.GetProperty("labels"), "instance"));
    }

    private static async Task AssertRulesAsync(HostRun host, PrometheusServer prometheus)
    {
        // A rule that was not evaluated yet has the health "unknown". It may be pending, because the interval is longer than it expects.
        List<JsonElement> rules = [];
        await host.UntilAsync(
            async () =>
            {
                var groups = (await prometheus.GetAsync("/api/v1/rules?type=alert", Cancellation)).GetProperty("groups").EnumerateArray();
                rules = [.. groups.SelectMany(static group => group.GetProperty("rules").EnumerateArray())];
                return rules is not [] && rules.TrueForAll(static rule => Text(rule, "health") == "ok" && Text(rule, "state") != "firing");
            },
            () => $"every rule ok and quiet, but {string.Join(", ", rules)}\n{prometheus.ReadLog()}");

        Assert.Equal(
            Alert().Matches(Sample("alerts.yml")).Select(static match => match.Groups["name"].Value),
            rules.Select(static rule => Text(rule, "name")));
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    [GeneratedRegex(@"(?m)(?<=^ +- targets: \["")127\.0\.0\.1:\d+")]
    private static partial Regex Target();

    [GeneratedRegex(@"(?m)^ +- alert: (?<name>\w+)$")]
    private static partial Regex Alert();
}
