using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace BirdeyeDiscovery.Sources;

/// <summary>The state of the budget of compute units (<c>Birdeye:ComputeUnitsPerMonth</c>), and what is expected of it.</summary>
/// <remarks>
/// It counts what the hosts of the store have sent. Units that another program spends with the same account are not known to it.
/// </remarks>
public sealed record BudgetForecast
{
    /// <summary>Gets the budget of the month.</summary>
    public required long UnitsPerMonth { get; init; }

    /// <summary>Gets the number of units spent in the month. Units that a host has reserved and not settled count as spent.</summary>
    public required long Spent { get; init; }

    /// <summary>Gets the number of units left.</summary>
    [JsonIgnore]
    public long Left => Math.Max(0, UnitsPerMonth - Spent);

    /// <summary>Gets a value indicating whether no request can be paid for, so that none is sent before the reset.</summary>
    public bool IsUsedUp { get; init; }

    /// <summary>Gets the time at which the next month begins (UTC).</summary>
    public required DateTimeOffset ResetsAt { get; init; }

    /// <summary>Gets the number of units that are expected to be spent when the month ends.</summary>
    public required long ExpectedAtReset { get; init; }

    /// <summary>Gets what is stretched now.</summary>
    public required BudgetStretch Stretch { get; init; }

    /// <summary>
    /// Gets what is expected to be stretched next, more or less than now; <see langword="null"/> when no change is expected.
    /// </summary>
    public BudgetStretch? NextStretch { get; init; }

    /// <summary>Gets the time at which that is expected.</summary>
    public DateTimeOffset? NextStretchAt { get; init; }

    /// <summary>Gets the costs of the cycles so far. After a restart, the forecast of the month continues from them.</summary>
    internal CycleCosts? Costs { get; set; }

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <param name="json">The text, or <see langword="null"/>.</param>
    /// <returns>The forecast; <see langword="null"/> for none, and for a text of another version, which decides nothing.</returns>
    public static BudgetForecast? FromJson(string? json)
    {
        try
        {
            return json is null ? null : JsonSerializer.Deserialize(json, BudgetJson.Forecast);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Gets the JSON that a store keeps with the snapshot of a cycle.</summary>
    /// <returns>The JSON.</returns>
    public string ToJson() => JsonSerializer.Serialize(this, BudgetJson.Forecast);

    /// <summary>Gets the forecast in one line.</summary>
    /// <returns>Such as <c>1,200 of 5,000,000 compute units spent, 4,913,000 expected by 2026-06-01; nothing stretched</c>.</returns>
    public override string ToString()
    {
        var now = string.Create(
            CultureInfo.InvariantCulture,
            $"{Spent:#,0} of {UnitsPerMonth:#,0} compute units spent, {ExpectedAtReset:#,0} expected by {ResetsAt:yyyy-MM-dd}; "
            + $"{(IsUsedUp ? "used up" : Stretch)}");
        return NextStretch is null || IsUsedUp
            ? now
            : string.Create(CultureInfo.InvariantCulture, $"{now}; from {NextStretchAt:yyyy-MM-dd HH:mm}Z {NextStretch}");
    }
}
