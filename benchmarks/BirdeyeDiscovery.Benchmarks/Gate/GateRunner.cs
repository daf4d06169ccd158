using System.Globalization;

namespace BirdeyeDiscovery.Benchmarks.Gate;

/// <summary>Measures every case, prints a table, and reports each limit that is exceeded.</summary>
internal static class GateRunner
{
    public static int Run(TextWriter output, bool accept)
    {
        var limits = GateLimits.Read(Path.Combine(AppContext.BaseDirectory, "limits.json"));
        var cases = new GateCases();
        var violations = new List<string>();

        Line(output, "allocated bytes per operation", "measured", "limit", "allowed");
        foreach (var subject in cases.Cases)
        {
            var bytes = Measure.AllocatedBytes(subject);
            if (accept)
            {
                limits.AllocatedBytesPerOperation[subject.Name] = Math.Round(bytes);
            }

            Check(output, violations, limits.AllocatedBytesPerOperation, subject.Name, bytes, "bytes", GateLimits.Allowed);
        }

        output.WriteLine();
        Line(output, "ratio within this process", "measured", "limit", "allowed");
        foreach (var ratio in cases.Ratios)
        {
            Check(output, violations, limits.Ratios, ratio.Name, Measure.Ratio(ratio), "times", limit => limit);
        }

        var measured = cases.Cases.Select(c => c.Name).Concat(cases.Ratios.Select(r => r.Name)).ToHashSet(StringComparer.Ordinal);
        violations.AddRange(limits.AllocatedBytesPerOperation.Keys.Concat(limits.Ratios.Keys).Where(name => !measured.Contains(name))
            .Select(name => $"'{name}' has a limit and is not measured."));

        if (accept)
        {
            limits.Write(Repository.Find("benchmarks/limits.json"));
        }

        output.WriteLine();
        foreach (var violation in violations)
        {
            output.WriteLine($"VIOLATION: {violation}");
        }

        output.WriteLine(
            violations.Count == 0 ? "The gate holds." : $"The gate does not hold: {violations.Count} of {measured.Count} limits.");
        return violations.Count == 0 ? 0 : 1;
    }

    private static void Check(
        TextWriter output,
        List<string> violations,
        SortedDictionary<string, double> limits,
        string name,
        double value,
        string unit,
        Func<double, double> allowed)
    {
        if (!limits.TryGetValue(name, out var limit))
        {
            Line(output, name, Number(value), "none", "");
            violations.Add($"'{name}' is measured and has no limit; it is {Number(value)} {unit} now.");
            return;
        }

        var most = allowed(limit);
        Line(output, name, Number(value), Number(limit), Number(most));
        if (value > most)
        {
            violations.Add($"'{name}' is {Number(value)} {unit}; allowed are {Number(most)}.");
        }
    }

    private static void Line(TextWriter output, string name, string value, string limit, string most) =>
        output.WriteLine($"{name,-58}{value,16}{limit,16}{most,16}");

    private static string Number(double value) => value.ToString(value < 100 ? "0.##" : "#,0", CultureInfo.InvariantCulture);
}
