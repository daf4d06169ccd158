using System.Net;
using Microsoft.Extensions.Configuration;

namespace BirdeyeDiscovery.Tool;

/// <summary>Represents the plan of the tool's command <c>run</c>: which Birdeye is asked, and how fast time runs.</summary>
/// <param name="IsLocal">Whether a local Birdeye in this process answers.</param>
/// <param name="Speed">How many times faster time runs.</param>
internal sealed record RunPlan(bool IsLocal, double Speed)
{
    public const double LocalSpeed = 60;
    public const double MinSpeed = 0.1;
    public const double MaxSpeed = 10_000;

    private const string BirdeyeSection = BirdeyeDiscoveryOptions.SectionName + ":Birdeye:";
    private const string MaxClockSkew = BirdeyeDiscoveryOptions.SectionName + ":Storage:MaxClockSkew";

    /// <summary>
    /// Gets whether the run of the tool has a clock of its own, which may run faster and may start after the last stored cycle.
    /// </summary>
    public bool HasOwnClock => IsLocal || Speed != 1;

    /// <exception cref="ToolException">The speed is not allowed, or a generated market would be written to a server without an
    /// end.</exception>
    public static RunPlan Make(IConfiguration configuration, StorePlace place, double? speed, int? cycles)
    {
        if (speed is < MinSpeed or > MaxSpeed or double.NaN)
        {
            throw ToolException.Usage(string.Create(
                CultureInfo.InvariantCulture, $"--speed is {speed}; allowed are numbers from {MinSpeed} to {MaxSpeed}."));
        }

        var isLocal = string.IsNullOrWhiteSpace(configuration[BirdeyeSection + "ApiKey"])
            && !IsLoopback(configuration[BirdeyeSection + "BaseUrl"]);
        var plan = new RunPlan(isLocal, speed ?? (isLocal && place.Redis is null ? LocalSpeed : 1));
        if (plan.Speed != 1 && (place.Redis is not null || !isLocal))
        {
            // The command run refuses a faster clock with Redis or a real account: Redis expires keys by its own clock, and the limits of
            // an account count in real time.
            throw ToolException.Usage(string.Create(
                CultureInfo.InvariantCulture,
                $"--speed is {speed}; with {(place.Redis is not null ? "Redis" : "an API key or an address of your own")} only 1 is "
                    + $"allowed."));
        }

        if (isLocal && speed is null && cycles is null && (place.Postgres is not null || place.Redis is not null))
        {
            // A run whose key is missing or misspelt must not write a generated market into a store that others read.
            throw ToolException.Usage(
                $"{BirdeyeSection}ApiKey is not set, and a generated market would be written to {place.Names}; set the key, or name "
                    + "--cycles or --speed for a trial.");
        }

        return plan;
    }

    /// <summary>Points the configuration of a run at the local Birdeye. Configured limits are kept.</summary>
    public void Configure(IConfigurationManager configuration)
    {
        var settings = new Dictionary<string, string?>();
        if (IsLocal)
        {
            settings[BirdeyeSection + "BaseUrl"] = "http://127.0.0.1/";
            settings[BirdeyeSection + "ApiKey"] = "local";
            settings[BirdeyeSection + "RequestsPerSecond"] = configuration[BirdeyeSection + "RequestsPerSecond"] ?? "10";
        }

        if (HasOwnClock)
        {
            // The run's own clock differs from the clock of the store on purpose. A maximum clock skew of 0 turns the comparison off.
            settings[MaxClockSkew] = configuration[MaxClockSkew] ?? "00:00:00";
        }

        configuration.AddInMemoryCollection(settings);
    }

    private static bool IsLoopback(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri)
            && (uri.IsLoopback || (IPAddress.TryParse(uri.Host, out var ip) && IPAddress.IsLoopback(ip)));
}
