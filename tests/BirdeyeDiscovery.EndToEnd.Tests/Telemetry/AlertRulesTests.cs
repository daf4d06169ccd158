using BirdeyeDiscovery.EndToEnd.Tests.Support;
using BirdeyeDiscovery.Servers;

namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>Prometheus itself reads the alert rules and says when they fire.</summary>
public sealed class AlertRulesTests
{
    [Fact]
    public async Task The_alerts_fire_when_their_tests_say_so()
    {
        var promtool = ProgramFinder.Find("promtool");
        Required.OrSkip("prometheus", promtool is null ? "promtool is not installed (apt-get install prometheus)." : null);

        var tests = Checkout.PathOf("samples/MonitoredHost/prometheus/alerts.test.yml");
        var said = await Command.RunAsync(promtool!, ["test", "rules", tests]);
        Assert.Contains("SUCCESS", said, StringComparison.Ordinal);
    }
}
