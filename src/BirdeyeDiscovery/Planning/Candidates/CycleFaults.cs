using System.Globalization;

namespace BirdeyeDiscovery;

/// <summary>
/// The faults in the input of a cycle: failed calls by endpoint and kind, other faults, and warnings. Safe for concurrent calls.
/// </summary>
/// <param name="keyPath">The full path of the option <c>Birdeye:ApiKey</c>, or null when another market source was asked.</param>
internal sealed class CycleFaults(string? keyPath)
{
    /// <summary>The fault in the input of a cycle when the API answered none of its requests.</summary>
    public const string NothingAnswered = "API: no request was answered";

    private readonly Lock _gate = new();
    private readonly Dictionary<(string Call, SourceFailureKind Kind), int> _failures = [];
    private readonly SortedSet<string> _warnings = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _others = new(StringComparer.Ordinal);
    private int _impossibleCandles;
    private int _unreadableCandles;

    public void Add(SourceFailure failure)
    {
        lock (_gate)
        {
            var key = (failure.Call, failure.Kind);
            _failures[key] = _failures.GetValueOrDefault(key) + 1;
        }
    }

    public void Add(string fault)
    {
        lock (_gate)
        {
            _others.Add(fault);
        }
    }

    /// <summary>Adds a warning for a person to the faults, which leaves the input of the cycle complete.</summary>
    public void AddWarning(string warning)
    {
        lock (_gate)
        {
            _warnings.Add(warning);
        }
    }

    /// <summary>Counts the candle rows that were left out of the cycle's input; the cycle is complete without them.</summary>
    public void AddCandlesLeftOut(int impossible, int unreadable)
    {
        lock (_gate)
        {
            _impossibleCandles += impossible;
            _unreadableCandles += unreadable;
        }
    }

    public IReadOnlyList<string> Warnings()
    {
        lock (_gate)
        {
            return [.. _warnings, .. LeftOut(_impossibleCandles, "impossible"), .. LeftOut(_unreadableCandles, "unreadable")];
        }
    }

    /// <summary>Lists the faults in the input of a cycle in an order that does not depend on the order of calls.</summary>
    public IReadOnlyList<string> ToList()
    {
        lock (_gate)
        {
            return
            [
                .. _failures
                    .OrderBy(static failure => failure.Key.Call, StringComparer.Ordinal)
                    .ThenBy(static failure => failure.Key.Kind)
                    .Select(failure => Describe(failure.Key.Call, failure.Key.Kind, failure.Value)),
                .. _others,
            ];
        }
    }

    private static string[] LeftOut(int rows, string why) =>
        rows == 0 ? [] : [string.Create(CultureInfo.InvariantCulture, $"Candles: {rows} {why} rows were left out")];

    private string Describe(string call, SourceFailureKind kind, int count) => kind switch
    {
        SourceFailureKind.PlanRefused => $"{call}: refused by the plan",
        SourceFailureKind.Unauthorized when keyPath is not null => string.Create(
            CultureInfo.InvariantCulture, $"{call}: {count} failed ({kind}: {keyPath} is missing or wrong)"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{call}: {count} failed ({kind})"),
    };
}
