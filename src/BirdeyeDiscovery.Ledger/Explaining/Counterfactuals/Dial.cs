using System.Globalization;

namespace BirdeyeDiscovery.Ledger;

/// <summary>One value of a cycle that a counterfactual may change.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Name">The name.</param>
/// <param name="Grid">The values to try.</param>
/// <param name="Apply">Gets the input with another value. The dial of an option changes the options of the input itself.</param>
/// <param name="Text">Renders a value.</param>
internal sealed record Dial(
    CounterfactualKind Kind, string Name, Grid Grid, Func<CycleInput, double, CycleInput> Apply, Func<double, string> Text)
{
    public static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    public static string Hours(double value) => TimeSpan.FromHours(value).ToString("c", CultureInfo.InvariantCulture);

    public static Func<double, string> Words(string from, string to) => value => value == 0 ? from : to;
}
