using System.Globalization;
using System.Text.RegularExpressions;

namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>The samples of a scrape in the text format of Prometheus.</summary>
internal sealed partial class PrometheusText
{
    private readonly List<(string Name, Dictionary<string, string> Labels, double Value)> _samples = [];

    public IEnumerable<string> Names => _samples.Select(static sample => sample.Name).Distinct(StringComparer.Ordinal);

    public static PrometheusText Parse(string text)
    {
        var parsed = new PrometheusText();
        foreach (Match line in Line().Matches(text))
        {
            parsed._samples.Add((
                line.Groups["name"].Value,
                Label().Matches(line.Groups["labels"].Value)
                    .ToDictionary(static label => label.Groups["name"].Value, static label => label.Groups["value"].Value),
                double.Parse(line.Groups["value"].Value, CultureInfo.InvariantCulture)));
        }

        return parsed;
    }

    /// <summary>Gets the sum of the samples of a metric that have the labels.</summary>
    public double Sum(string name, params (string Name, string Value)[] labels)
    {
        var found = _samples.Where(sample => sample.Name == name).ToList();
        found.RemoveAll(sample => !labels.All(label => sample.Labels.GetValueOrDefault(label.Name) == label.Value));
        Assert.True(found.Count > 0, $"{name} was not scraped with {string.Join(", ", labels)}; there are {string.Join(", ", Names)}.");
        return found.Sum(static sample => sample.Value);
    }

    [GeneratedRegex(@"(?m)^(?<name>[a-zA-Z_:][\w:]*)(\{(?<labels>[^}]*)\})? (?<value>\S+)")]
    private static partial Regex Line();

    [GeneratedRegex(@"(?<name>\w+)=""(?<value>[^""]*)""")]
    private static partial Regex Label();
}
