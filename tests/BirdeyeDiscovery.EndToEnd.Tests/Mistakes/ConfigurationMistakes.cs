using Microsoft.Extensions.DependencyInjection;

namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>Mistakes in the configuration and in the registration, which are found before the first request.</summary>
internal static class ConfigurationMistakes
{
    public static IReadOnlyDictionary<string, Func<MistakeHost, Task>> All { get; } = new Dictionary<string, Func<MistakeHost, Task>>
    {
        ["A misspelt key"] = With("Discovery:Intervall", "00:01:00"),
        ["A key in the wrong section"] = With("Discovery:ApiKey", MistakeHost.Secret),
        ["A misspelt section"] = MisspeltSectionAsync,
        ["A misspelt section beside the right one"] = host =>
        {
            host.Settings["BirdeyDiscovery:Birdeye:ApiKey"] = MistakeHost.Secret;
            return host.RunAsync();
        },
        ["The key without the name of the section, `Birdeye__ApiKey`"] = host =>
        {
            host.Settings["Birdeye:ApiKey"] = MistakeHost.Secret;
            host.Set("Birdeye:ApiKey", null);
            host.Set("Birdeye:BaseUrl", "https://public-api.birdeye.so");
            return host.RunAsync();
        },
        ["Single underscores in the name of an environment variable"] = host =>
        {
            host.Settings["BirdeyeDiscovery_Discovery_Interval"] = "00:05:00";
            return host.RunAsync();
        },
        ["An API key that code sets has a character that no header can carry"] = host =>
        {
            host.Build = static engine => engine.Services.Configure<BirdeyeDiscoveryOptions>(
                static options => options.Birdeye.ApiKey = new ApiKey(MistakeHost.Secret + " ü"));
            return host.RunAsync();
        },
        ["A word instead of a number"] = With("Discovery:ActiveSlots", "seven"),
        ["A number that is out of range"] = With("Discovery:ActiveSlots", "0"),
        ["A word that is not one of the list"] = With("Discovery:Mode", "Managed"),
        ["A duration in another form"] = With("Discovery:Interval", "2m"),
        ["Two keys that contradict each other"] = With("Discovery:KeepRank", "3"),
        ["An address of the API without encryption"] = With("Birdeye:BaseUrl", "http://public-api.birdeye.so"),
        ["A symbol instead of the address of a seed token"] = host =>
        {
            host.Set("Discovery:Seeds:0:Symbol", "BONK");
            return With("Discovery:Seeds:0:Address", "BONK")(host);
        },
        ["A budget of 0 compute units"] = With("Birdeye:ComputeUnitsPerMonth", "0"),
        ["A strategy for a category that does not exist"] = With("Strategies:Smallcap:Type", "scalper"),
        ["The parameters of a strategy are no object"] = With("Strategies:Bluechip:Config", "rsi 30"),
        ["A field of a strategy is misspelt"] = host =>
        {
            host.Set("Strategies:Bluechip:Config:rsi_oversolt", "30");
            host.Build = static engine => engine.ValidateStrategyConfigs(SignalConfig.Format);
            return host.RunAsync();
        },
        ["No API key"] = host =>
        {
            host.Set("Birdeye:ApiKey", null);
            host.Set("Birdeye:BaseUrl", "https://public-api.birdeye.so");
            return host.RunAsync();
        },
        ["No store"] = WithStore(static _ => { }),
        ["Two stores"] = WithStore(static engine => engine.UseSqlite("data/discovery.db").UsePostgres("Host=localhost")),
        ["Two shadow scorers of one name"] = host =>
        {
            host.Build = static engine => engine.AddShadowScorer<BrokenScorer>("depth").AddShadowScorer<BrokenScorer>("depth");
            return host.RunAsync();
        },
        ["Two scorers"] = host =>
        {
            host.Build = static engine => engine.UseScorer<BrokenScorer>().UseScorer<BrokenScorer>();
            return host.RunAsync();
        },
        ["A URI instead of a connection string of PostgreSQL"] =
            WithStore(static engine => engine.UsePostgres($"postgres://bot:{MistakeHost.Secret}@db.example/bot")),
        ["A misspelt word in the connection string of PostgreSQL"] =
            WithStore(static engine => engine.UsePostgres($"Hots=localhost;Password={MistakeHost.Secret}")),
        ["A URI of another kind for Redis"] = host =>
        {
            host.Build = static engine => engine.UseRedis($"http://:{MistakeHost.Secret}@redis.example:6379");
            return host.RunAsync();
        },
    };

    private static Func<MistakeHost, Task> With(string key, string value) => host =>
    {
        host.Set(key, value);
        return host.RunAsync();
    };

    private static Func<MistakeHost, Task> WithStore(Action<IBirdeyeDiscoveryBuilder> store) => host =>
    {
        host.UseStore = store;
        return host.RunAsync();
    };

    private static Task MisspeltSectionAsync(MistakeHost host)
    {
        foreach (var (key, value) in host.Settings.ToList())
        {
            host.Settings.Remove(key);
            host.Settings[key.Replace("BirdeyeDiscovery", "BirdeyDiscovery", StringComparison.Ordinal)] = value;
        }

        // The default limit is one request a second, which this clock passes at once.
        return host.RunCyclesAsync(1);
    }
}
