using BirdeyeDiscovery.Sources;

namespace BirdeyeDiscovery.Tool;

/// <summary>The doctor's check that compares the clock of this host with those of the store and the API.</summary>
internal static class ClockCheck
{
    private const string Name = "clock";

    public static async Task<IReadOnlyList<Finding>> RunAsync(
        ToolHost host, TimeProvider clock, bool isStoreOpen, CancellationToken cancellationToken)
    {
        var most = host.Options.Storage.MaxClockSkew;
        var offsets = new List<(string Of, TimeSpan By)>();
        if (isStoreOpen)
        {
            var asked = clock.GetUtcNow();
            if (await host.Get<ILeaderLease>().GetTimeAsync(cancellationToken) is { } told)
            {
                offsets.Add(("the store", ClockOffset.Between(asked, told, clock.GetUtcNow(), TimeSpan.Zero)));
            }
        }

        if (host.Options.Birdeye.ApiKey is not null && host.Get<IMarketSource>() is ISourceClock { ClockOffset: { } heard })
        {
            offsets.Add(("the API", heard.By));
        }

        return offsets.Count == 0
            ? [Finding.Ok(Name, "There is no other clock to compare with.")]
            : [.. offsets.Select(offset => Of(offset.Of, offset.By, most))];
    }

    private static Finding Of(string other, TimeSpan by, TimeSpan most)
    {
        var text = by.Duration() < TimeSpan.FromSeconds(1)
            ? $"This host and {other} agree."
            : $"This host is {Figures.Duration(by)} {(by > TimeSpan.Zero ? "ahead of" : "behind")} {other}.";
        return most > TimeSpan.Zero && by.Duration() > most
            ? Finding.Fault(Name, text, $"Synchronise the clock (NTP): a host that is off by more than {Figures.Duration(most)} does not "
                + $"lead.")
            : Finding.Ok(Name, text);
    }
}
