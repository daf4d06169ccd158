using System.Globalization;
using System.Net;
using BirdeyeDiscovery;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace DiscoveryHost;

/// <summary>
/// Represents what flags and configuration mean together: which Birdeye is called, how fast time runs, and where the data is stored.
/// </summary>
internal sealed record HostPlan(HostFlags Flags, HostStores Stores, bool OwnBirdeye, double Speed)
{
    public const double LocalSpeed = 60;

    private const string BirdeyeSection = BirdeyeDiscoveryOptions.SectionName + ":Birdeye:";

    /// <summary>
    /// Gets a value indicating whether this process has a clock of its own, which may run faster and may start after the last stored cycle.
    /// </summary>
    public bool OwnClock => OwnBirdeye || Speed != 1;

    public static HostPlan Make(HostFlags flags, IConfiguration configuration, List<string> faults)
    {
        var hasKey = !string.IsNullOrWhiteSpace(configuration[BirdeyeSection + "ApiKey"]);
        var onThisMachine = IsLoopback(configuration[BirdeyeSection + "BaseUrl"]);
        var own = flags.Recordings is not null || (!hasKey && !onThisMachine);
        var stores = HostStores.Read(configuration, asksRealApi: !own && !onThisMachine, faults);
        var speed = flags.Speed ?? (own && stores.Redis is null ? LocalSpeed : 1);
        if (speed != 1 && stores.Redis is not null)
        {
            // Redis expires keys by its own clock, which cannot run faster.
            faults.Add(FormattableString.Invariant($"--speed is '{speed}'; with ConnectionStrings:Redis only 1 is allowed."));
        }

        if (speed != 1 && !own && !onThisMachine)
        {
            // The limiter uses the same clock, and a faster one would exceed the account's limit.
            faults.Add(FormattableString.Invariant($"--speed is '{speed}'; with the real Birdeye only 1 is allowed."));
        }

        if (own
            && flags is { Recordings: null, Cycles: null, Speed: null }
            && (!stores.UsesFile || stores.Redis is not null || IsService(configuration)))
        {
            // A service whose key is missing or misspelt must not write a generated market into its store, nor publish it to readers.
            faults.Add(
                $"{BirdeyeSection}ApiKey is not set, and a generated market would be written to {stores.Places}; "
                + "set the key, or name --cycles or --speed for a trial.");
        }

        return new HostPlan(flags, stores, own, speed);
    }

    /// <summary>Adds a key if none is configured. The local Birdeye accepts any key.</summary>
    public static void AddLocalKey(IConfigurationManager configuration)
    {
        if (string.IsNullOrWhiteSpace(configuration[BirdeyeSection + "ApiKey"]))
        {
            configuration.AddInMemoryCollection([new(BirdeyeSection + "ApiKey", "local")]);
        }
    }

    /// <summary>Points the configuration at the local Birdeye. Configured limits are kept.</summary>
    public static void UseLocalBirdeye(IConfigurationManager configuration, Uri address)
    {
        var settings = new Dictionary<string, string?>
        {
            [BirdeyeSection + "BaseUrl"] = address.AbsoluteUri,
            [BirdeyeSection + "ApiKey"] = "local",
        };
        if (configuration[BirdeyeSection + "RequestsPerSecond"] is null)
        {
            settings[BirdeyeSection + "RequestsPerSecond"] = "10";
        }

        configuration.AddInMemoryCollection(settings);
    }

    /// <summary>
    /// Turns off the comparison of clocks: a clock of this process's own differs from the clock of the database and of another Birdeye,
    /// which is intended.
    /// </summary>
    public static void UseOwnClock(IConfigurationManager configuration)
    {
        const string Key = BirdeyeDiscoveryOptions.SectionName + ":Storage:MaxClockSkew";
        if (configuration[Key] is null)
        {
            configuration.AddInMemoryCollection([new(Key, "00:00:00")]);
        }
    }

    // systemd names the process that it started, and the first process of a container has the id 1. Any other manager of services sets the
    // environment, as the unit and the image in deploy/ do too.
    private static bool IsService(IConfiguration configuration)
    {
        var id = Environment.ProcessId;
        return id == 1
            || configuration["SYSTEMD_EXEC_PID"] == id.ToString(CultureInfo.InvariantCulture)
            || Environments.Production.Equals(configuration[HostDefaults.EnvironmentKey], StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsLoopback(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri)
            && (uri.IsLoopback || (IPAddress.TryParse(uri.Host, out var ip) && IPAddress.IsLoopback(ip)));
}
