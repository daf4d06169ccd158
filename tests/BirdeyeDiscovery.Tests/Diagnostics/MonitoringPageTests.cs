using System.Text.Json;
using System.Text.RegularExpressions;
using BirdeyeDiscovery.Tests.Documentation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace BirdeyeDiscovery.Tests;

/// <summary>The page, the alert rules and the dashboard name what exists, and nothing is missing.</summary>
[Collection(nameof(ActivityTests))]
public sealed partial class MonitoringPageTests
{
    private static readonly string[] Kinds = ["Metric", "Tag", "Activity"];
    private static readonly string Root = QualityTests.FindRoot();
    private static readonly string Page = Read("docs", "monitoring.md");
    private static readonly string Alerts = Read("samples", "MonitoredHost", "prometheus", "alerts.yml");
    private static readonly string Dashboard = Read("samples", "MonitoredHost", "grafana", "birdeye-discovery.json");

    [Theory]
    [InlineData("Metric")]
    [InlineData("Tag")]
    [InlineData("Activity")]
    public void Every_name_has_one_row_on_this_page_and_none_on_another(string kind) => AssertOnThisPage(TelemetryContractTests.Names(kind));

    [Fact]
    public void Every_row_of_the_page_is_of_something_that_exists()
    {
        var known = Kinds.SelectMany(TelemetryContractTests.Names)
            .Concat(Checks().Select(static check => check.Name))
            .Concat(AlertNames())
            .ToHashSet(StringComparer.Ordinal);

        Assert.DoesNotContain(Rows().Select(static row => row.Name), name => !known.Contains(name));
    }

    [Fact]
    public void The_kind_and_the_unit_of_a_metric_are_those_of_its_instrument()
    {
        using var recorder = new TelemetryRecorder(new FakeTimeProvider());
        Assert.All(recorder.Instruments, instrument => Assert.Contains(
            $"| `{instrument.Name}` | {Kind(instrument.GetType().Name)} | `{instrument.Unit}` |", Page, StringComparison.Ordinal));

        static string Kind(string type) => type.Split('`')[0] switch
        {
            "Counter" => "counter",
            "Histogram" => "histogram",
            "ObservableGauge" => "gauge",
            "ObservableUpDownCounter" => "up-down counter",
            var other => other,
        };
    }

    [Fact]
    public void Every_health_check_has_one_row_with_its_tags() => Assert.All(
        Checks(),
        static check => Assert.Single(Regex.Matches(
            Page, $@"(?m)^\| `{check.Name}` \| {string.Join(", ", check.Tags.Select(static tag => $"`{tag}`").Order())} \|")));

    [Fact]
    public void Every_alert_has_one_row_a_severity_and_a_reason()
    {
        var names = AlertNames();

        Assert.NotEmpty(names);
        Assert.Equal(names.Distinct(StringComparer.Ordinal), names);
        AssertOnThisPage(names);
        Assert.Equal(names.Count, Regex.Count(Alerts, @"(?m)^ +severity: (critical|warning)$"));
        Assert.Equal(names.Count, Regex.Count(Alerts, @"(?m)^ +description: .{40}"));
    }

    [Fact]
    public void Every_alert_fires_in_a_test_of_the_rules()
    {
        var fired = Fired().Matches(Read("samples", "MonitoredHost", "prometheus", "alerts.test.yml"))
            .Select(static match => match.Groups["name"].Value).ToHashSet(StringComparer.Ordinal);

        Assert.Equal(AlertNames().Order(StringComparer.Ordinal), fired.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Alerts_and_panels_ask_for_metrics_and_tags_that_exist()
    {
        var known = PrometheusNames().ToHashSet(StringComparer.Ordinal);
        known.UnionWith(TelemetryContractTests.Names("Tag").Select(static tag => tag.Replace('.', '_')));

        Assert.DoesNotContain(Words(Alerts), word => !known.Contains(word));
        Assert.DoesNotContain(Words(Expressions()), word => !known.Contains(word));
        Assert.NotEmpty(Words(Variables()));
        Assert.DoesNotContain(Words(Variables()), word => !known.Contains(word));
    }

    [Fact]
    public void Every_metric_has_a_panel()
    {
        var asked = Words(Expressions()).ToHashSet(StringComparer.Ordinal);
        using var recorder = new TelemetryRecorder(new FakeTimeProvider());

        Assert.All(recorder.Instruments, instrument => Assert.Contains(NamesOf(instrument), asked.Contains));
    }

    [Fact]
    public void Every_panel_says_what_it_shows_and_overlaps_no_other()
    {
        using var board = JsonDocument.Parse(Dashboard);
        var panels = board.RootElement.GetProperty("panels").EnumerateArray().ToList();

        Assert.All(panels, static panel => Assert.False(string.IsNullOrWhiteSpace(panel.GetProperty("description").GetString())));
        var places = panels.Select(static panel => panel.GetProperty("gridPos").GetRawText()).ToList();
        Assert.Equal(places.Distinct(StringComparer.Ordinal), places);
    }

    /// <summary>Two series of a panel that differ in a label without a legend cannot be told apart.</summary>
    [Fact]
    public void The_legend_of_a_panel_has_every_label_by_which_it_groups()
    {
        using var board = JsonDocument.Parse(Dashboard);
        var targets = board.RootElement.GetProperty("panels").EnumerateArray()
            .SelectMany(static panel => panel.GetProperty("targets").EnumerateArray())
            .Select(static target => (Expression: target.GetProperty("expr").GetString()!, Legend: target.GetProperty("legendFormat").GetString()!))
            .ToList();
        var labels = targets.SelectMany(static target => Grouping().Matches(target.Expression)
            .SelectMany(static match => match.Groups["labels"].Value.Split(", "))
            .Where(static label => label != "le")
            .Select(label => (target.Legend, Label: $"{{{{{label}}}}}"))).ToList();

        Assert.NotEmpty(labels);
        Assert.All(labels, static one => Assert.Contains(one.Label, one.Legend, StringComparison.Ordinal));
    }

    [Fact]
    public void The_page_lists_every_result_of_a_request()
    {
        string[] others = [TelemetryWords.Answered, TelemetryWords.Unknown, TelemetryWords.Cancelled];
        var table = Page[Page.IndexOf("| result of a request or a call |", StringComparison.Ordinal)..].Split("\n\n")[0];
        var listed = table.Split('\n')
            .SelectMany(static row => Code().Matches(row.Split('|')[1]))
            .Select(static match => match.Groups["word"].Value);

        Assert.Equal(
            Enum.GetValues<SourceFailureKind>().Select(SourceFailureWords.Of).Concat(others).Order(StringComparer.Ordinal),
            listed.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(DiscoveryTelemetry.EndpointTag)]
    [InlineData(DiscoveryTelemetry.StageTag)]
    [InlineData(DiscoveryTelemetry.ActionTag)]
    [InlineData(DiscoveryTelemetry.OutcomeTag)]
    [InlineData(DiscoveryTelemetry.StatusTag)]
    [InlineData(DiscoveryTelemetry.ResultTag)]
    [InlineData(DiscoveryTelemetry.FamilyTag)]
    public void The_row_of_a_tag_lists_every_value(string tag)
    {
        var values = tag switch
        {
            DiscoveryTelemetry.EndpointTag => Enum.GetValues<BirdeyeEndpoint>().Select(TelemetryWords.Of).Append(TelemetryWords.Other),
            DiscoveryTelemetry.StageTag => Enum.GetValues<RejectionStage>().Select(StoredText.Of),
            DiscoveryTelemetry.ActionTag => Enum.GetValues<ScoreAction>().Select(StoredText.Of).Append(TelemetryWords.Reject),
            DiscoveryTelemetry.OutcomeTag => Enum.GetValues<CycleOutcome>().Select(StoredText.Of)
                .Concat(Enum.GetValues<CycleStatus>().Where(static status => status != CycleStatus.Ran).Select(RunMonitor.StatusOf))
                .Concat([TelemetryWords.Abandoned, TelemetryWords.Error]),
            DiscoveryTelemetry.StatusTag => TrackedStatuses(),
            DiscoveryTelemetry.ResultTag => Enum.GetValues<CommitStatus>().Select(static status => CycleCommitter.WordOf(status))
                .Concat(Enum.GetValues<TradeCloseStatus>().Select(ReportingTradeLedger.WordOf))
                .Concat([CycleCommitter.WordOf(null), TelemetryWords.Error, TelemetryWords.Hit, TelemetryWords.Miss]),
            _ => TelemetryContractTests.AnswerFamilies().Append(TelemetryWords.Other),
        };
        var row = Regex.Match(Page, $@"(?m)^\| `{Regex.Escape(tag)}` \|(?<values>.+)\|$").Groups["values"].Value;

        Assert.Equal(
            values.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
            Code().Matches(row).Select(static match => match.Groups["word"].Value).Order(StringComparer.Ordinal));
    }

    /// <summary>A budget may leave an hour between two cycles, so a shorter window would be empty most of the time.</summary>
    [Fact]
    public void A_panel_of_figures_of_cycles_looks_back_for_two_stretched_intervals()
    {
        // The feed and the trades follow the bot, and a rate of requests is 0 between two cycles, which is right.
        var windows = Expressions().Split('\n')
            .Where(static expression => !expression.Contains("feed_lag", StringComparison.Ordinal)
                && !expression.Contains("trades_total", StringComparison.Ordinal)
                && !expression.Contains("compute_units_used", StringComparison.Ordinal)
                && !expression.Contains("(birdeye_discovery_requests_total", StringComparison.Ordinal))
            .SelectMany(static expression =>
                Window().Matches(expression).Select(match => (expression, Window: match.Groups["window"].Value)))
            .ToList();

        Assert.NotEmpty(windows);
        Assert.All(windows, static window => Assert.Contains(window.Window, (string[])["2h", "3h"]));
    }

    private static IEnumerable<string> PrometheusNames()
    {
        using var recorder = new TelemetryRecorder(new FakeTimeProvider());
        return [.. recorder.Instruments.SelectMany(NamesOf)];
    }

    private static IEnumerable<string> TrackedStatuses()
    {
        using var recorder = new TelemetryRecorder(new FakeTimeProvider());
        recorder.Telemetry.Epoch = static () => 1;
        recorder.Telemetry.SetTracked(0, 0);
        recorder.Observe();
        return [.. recorder.Measurements.SelectMany(static text => Status().Matches(text)).Select(static match => match.Groups["status"].Value)];
    }

    /// <summary>Gets the names under which Prometheus stores a metric: the rules of OpenTelemetry for its exporter.</summary>
    private static string[] NamesOf(System.Diagnostics.Metrics.Instrument instrument)
    {
        var name = instrument.Name.Replace('.', '_') + (instrument.Unit == "s" ? "_seconds" : "");
        return instrument.GetType().Name.Split('`')[0] switch
        {
            "Counter" => [$"{name}_total"],
            "Histogram" => [$"{name}_bucket", $"{name}_sum", $"{name}_count"],
            _ => [name],
        };
    }

    private static string Read(params string[] path) => File.ReadAllText(Path.Combine([Root, .. path]));

    // The rows of all pages: a second page that describes a metric would differ from this one in time.
    private static IEnumerable<(string Page, string Name)> Rows() =>
        Pages.All.SelectMany(static page => Row().Matches(Pages.Read(page)).Select(row => (page, row.Groups["name"].Value)));

    private static void AssertOnThisPage(IEnumerable<string> names)
    {
        var pages = Rows().ToLookup(static row => row.Name, static row => row.Page, StringComparer.Ordinal);
        Assert.All(names, name => Assert.Equal("docs/monitoring.md", Assert.Single(pages[name])));
    }

    private static IEnumerable<string> Words(string text) =>
        Word().Matches(text).Select(static match => match.Value).Distinct(StringComparer.Ordinal);

    private static List<string> AlertNames() => [.. Alert().Matches(Alerts).Select(static match => match.Groups["name"].Value)];

    private static string Expressions()
    {
        using var board = JsonDocument.Parse(Dashboard);
        return string.Join('\n', board.RootElement.GetProperty("panels").EnumerateArray()
            .SelectMany(static panel => panel.GetProperty("targets").EnumerateArray())
            .Select(static target => target.GetProperty("expr").GetString()));
    }

    // The queries of the dashboard's variables: a list of engines that is empty would leave every panel empty.
    private static string Variables()
    {
        using var board = JsonDocument.Parse(Dashboard);
        return string.Join('\n', board.RootElement.GetProperty("templating").GetProperty("list").EnumerateArray()
            .Where(static variable => variable.GetProperty("type").GetString() == "query")
            .Select(static variable => variable.GetProperty("query").GetProperty("query").GetString()));
    }

    private static ICollection<HealthCheckRegistration> Checks()
    {
        var services = new ServiceCollection();
        services.AddHealthChecks().AddBirdeyeDiscoveryHealthChecks();
        using var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<IOptions<HealthCheckServiceOptions>>().Value.Registrations;
    }

    [GeneratedRegex(@"(?m)^\| `(?<name>(birdeye_discovery[._]|BirdeyeDiscovery)\w[\w.]*)` \|")]
    private static partial Regex Row();

    [GeneratedRegex("`(?<word>[a-z0-9_]+)`")]
    private static partial Regex Code();

    [GeneratedRegex(@"\bby \((?<labels>[^)]+)\)")]
    private static partial Regex Grouping();

    [GeneratedRegex(@"status=(?<status>\w+)")]
    private static partial Regex Status();

    [GeneratedRegex(@"\[(?<window>[^\]]+)\]")]
    private static partial Regex Window();

    [GeneratedRegex(@"\bbirdeye_discovery_[a-z_]+")]
    private static partial Regex Word();

    [GeneratedRegex(@"(?m)^ +- alert: (?<name>\w+)$")]
    private static partial Regex Alert();

    [GeneratedRegex(@"(?m)^ +alertname: (?<name>\w+)\n +exp_alerts:\n")]
    private static partial Regex Fired();
}
