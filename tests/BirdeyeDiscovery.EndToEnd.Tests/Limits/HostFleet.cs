using System.Globalization;
using BirdeyeDiscovery.Servers;
using BirdeyeDiscovery.Testing;
using Microsoft.Extensions.DependencyInjection;
using StackExchange.Redis;

namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>Ten hosts of one account on one Redis, each with a store, a loop and a clock of its own; a third of the clocks is a minute ahead, and a third behind.</summary>
internal sealed class HostFleet : IAsyncDisposable
{
    public const int Size = 10;

    private readonly TemporaryFolder _folder = new();
    private readonly CancellationTokenSource _end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly TimeSpan _shift;
    private readonly string _state;
    private readonly string _members;
    private Task _asking = Task.CompletedTask;

    /// <param name="birdeye">The API, which counts.</param>
    /// <param name="redis">What they share.</param>
    /// <param name="prefix">What stands before every key.</param>
    /// <param name="rates">The rates of the account, and how long a request may take.</param>
    /// <param name="shift">How far the clock of the API, and the right ones of hosts, are from that of the machine.</param>
    /// <param name="patience">How long they wait for Redis, where a busy machine must not count as a slow Redis.</param>
    public HostFleet(LocalBirdeye birdeye, RedisServer redis, string prefix, BirdeyeOptions rates, TimeSpan shift = default, TimeSpan? patience = null)
    {
        Birdeye = rates;
        _shift = shift;
        rates.BaseUrl = new Uri("http://127.0.0.1/");
        var keys = RedisAccountWindows.Keys(Account.Of(rates)).ToArray();
        _state = prefix + keys.Single(static key => key.EndsWith(":state", StringComparison.Ordinal));
        _members = prefix + keys.Single(static key => key.EndsWith(":members", StringComparison.Ordinal));
        Hosts = [.. Enumerable.Range(0, Size).Select(number => Host(number, birdeye, redis.Endpoint, prefix, patience))];
    }

    public BirdeyeOptions Birdeye { get; }

    public IReadOnlyList<ServiceProvider> Hosts { get; }

    /// <summary>Gets or sets how many of them ask without a pause; the others ask once in a second. All, if not said.</summary>
    public int BusyHosts { get; set; } = Size;

    /// <summary>Gets how long hosts keep to their parts after the shared state was lost.</summary>
    public TimeSpan FullWindow => SharedLimitTimings.Default.FullWindow(RateLimits.Of(Birdeye));

    public static IBirdeyeGateway Gateway(ServiceProvider host) => host.GetRequiredKeyedService<IBirdeyeGateway>("");

    /// <summary>Tells which host made a request: each asks for lists of another length.</summary>
    public static int NumberOf(LocalRequest request) => int.Parse(request.Query["limit"], CultureInfo.InvariantCulture) - 1;

    /// <summary>Lets Redis have counted for an hour already, so that the hosts rely on it from their first request on.</summary>
    public async Task RememberAsync(IDatabase admin)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        await admin.HashSetAsync(_state, [new("born", now - 3_600_000), new("last", now), new("sent", 0)]);
    }

    /// <summary>Waits until all hosts rely on Redis and were heard of lately.</summary>
    public Task AllMembersAsync(IDatabase admin) => Poll.UntilAsync(
        async () => await admin.SortedSetLengthAsync(_members, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() - SharedLimitTimings.Default.Lease.TotalMilliseconds) == Size,
        () => "not all hosts rely on Redis");

    public void Start() => _asking = Task.WhenAll(Hosts.Select((host, number) => Task.Run(() => AskAllTheTimeAsync(host, number), CancellationToken.None)));

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _asking;
        foreach (var host in Hosts)
        {
            await host.DisposeAsync();
        }

        _end.Dispose();
        _folder.Dispose();
    }

    private ServiceProvider Host(int number, LocalBirdeye birdeye, string endpoint, string prefix, TimeSpan? patience) =>
        new ServiceCollection().AddSingleton<TimeProvider>(new ShiftedClock(_shift + TimeSpan.FromMinutes((number % 3) - 1)))
            .AddBirdeyeDiscovery(options =>
            {
                options.Birdeye.BaseUrl = Birdeye.BaseUrl;
                options.Birdeye.RequestsPerSecond = Birdeye.RequestsPerSecond;
                options.Birdeye.RequestsPerMinute = Birdeye.RequestsPerMinute;
                options.Birdeye.AttemptTimeout = Birdeye.AttemptTimeout;
                options.Cache.KeyPrefix = prefix;
            })
            .UseSqlite(_folder.File($"{number}.db"))
            .UseRedis(options =>
            {
                options.Configuration = endpoint;
                options.ProbeInterval = TimeSpan.FromMilliseconds(100);
                options.Timeout = patience ?? options.Timeout;
                options.CycleBudget = patience ?? options.CycleBudget;
            })
            .UseHttpHandler(_ => birdeye.CreateHandler())
            .WithoutHostedService()
            .Services.BuildServiceProvider();

    private async Task AskAllTheTimeAsync(ServiceProvider host, int number)
    {
        var pauses = new Random(number);
        try
        {
            while (true)
            {
                using var scope = new CallScope(Birdeye, TimeSpan.FromSeconds(10));
                await Gateway(host).GetTrendingAsync(0, 1 + number, scope, _end.Token);
                await Task.Delay(BusyHosts == Size ? pauses.Next(100) : number < BusyHosts ? 0 : pauses.Next(500, 1500), _end.Token);
            }
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
        }
    }
}
