using BirdeyeDiscovery.Benchmarks.Stores;
using BirdeyeDiscovery.Servers;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Logging.Abstractions;
using StackExchange.Redis;

namespace BirdeyeDiscovery.Benchmarks.Redis;

/// <summary>Compares a reader of the live view with the simplest way to get the same score.</summary>
internal sealed class LiveReaderBench : IAsyncDisposable
{
    private const string Mint = "So11111111111111111111111111111111111111112";
    private const int Hits = 200_000;
    private const int Reads = 100;
    private const string Key = "score:" + Mint;

    private readonly RedisServer _server;
    private readonly ConnectionMultiplexer _raw;
    private readonly RedisConnection _local;
    private readonly RedisConnection _remote;
    private readonly string[] _mints = [.. Enumerable.Range(0, Reads).Select(static number => $"{Mint[..^3]}{Letter(number / 25)}{Letter(number % 25)}z")];
    private readonly MemoryCache _memory = new(new MemoryCacheOptions());
    private readonly LiveReader _hits;
    private readonly LiveReader _misses;
    private readonly LiveReader _unkept;
    private readonly LiveReader _inProcess;
    private readonly RedisCacheLayer _publishing;
    private readonly InProcessCacheLayer _inProcessLayer = new(TimeProvider.System);

    private LiveReaderBench(RedisServer server, ConnectionMultiplexer raw)
    {
        (_server, _raw) = (server, raw);
        var kept = new RedisCacheLayerOptions
        {
            Configuration = server.Endpoint,
            LocalScores = TimeSpan.FromSeconds(10),
            Timeout = TimeSpan.FromSeconds(20)
        };
        var unkept = new RedisCacheLayerOptions
        {
            Configuration = server.Endpoint,
            LocalScores = TimeSpan.Zero,
            Timeout = TimeSpan.FromSeconds(20)
        };
        _local = new RedisConnection(kept, "", null, TimeProvider.System, NullLogger.Instance);
        _remote = new RedisConnection(unkept, "", null, TimeProvider.System, NullLogger.Instance);
        _publishing = new RedisCacheLayer(_local, kept.LocalScores, TimeProvider.System);
        _hits = new LiveReader(_publishing, TimeSpan.FromSeconds(120), TimeProvider.System);
        _misses = new LiveReader(
            new RedisCacheLayer(_remote, TimeSpan.FromMilliseconds(1), TimeProvider.System),
            TimeSpan.FromSeconds(120),
            TimeProvider.System);
        _unkept = new LiveReader(new RedisCacheLayer(_remote, TimeSpan.Zero, TimeProvider.System), TimeSpan.FromSeconds(120), TimeProvider.System);
        _inProcess = new LiveReader(_inProcessLayer, TimeSpan.FromSeconds(120), TimeProvider.System);
    }

    /// <summary>Gets the bytes that a hit allocated on average in the last measurement of hits.</summary>
    public double BytesPerHit { get; private set; }

    public static async Task<LiveReaderBench> StartAsync()
    {
        var server = await RedisServer.StartAsync();
        var bench = new LiveReaderBench(server, await ConnectionMultiplexer.ConnectAsync(server.Endpoint));
        await bench._publishing.PublishAsync(Cycle(bench._mints));
        await bench._inProcessLayer.PublishAsync(Cycle());
        bench._memory.Set(Key, Score(), TimeSpan.FromHours(1));
        return bench;
    }

    /// <summary>Compares a score that was just read from Redis with an entry of MemoryCache.</summary>
    public Task<PairedRatio> HitAsync(int pairs) => MeasureHitsAsync(pairs, _hits);

    /// <summary>Compares a score of the in-process layer with an entry of MemoryCache.</summary>
    public Task<PairedRatio> InProcessAsync(int pairs) => MeasureHitsAsync(pairs, _inProcess);

    /// <summary>Compares the scores of 100 tokens from Redis with reads of their bytes.</summary>
    public Task<PairedRatio> MissAsync(int pairs) => MeasureMissesAsync(pairs, _misses);

    /// <summary>Does the same with a reader that keeps nothing in memory: it asks for the freshness with each score.</summary>
    public Task<PairedRatio> UnkeptAsync(int pairs) => MeasureMissesAsync(pairs, _unkept);

    private async Task<PairedRatio> MeasureMissesAsync(int pairs, LiveReader reader)
    {
        var database = _raw.GetDatabase();
        RedisKey[] keys = [.. _mints.Select(static mint => (RedisKey)("score:" + mint))];
        return (await PairedRatio.MeasureAsync(
            pairs,
            20,
            async () =>
            {
                foreach (var mint in _mints)
                {
                    Found(await reader.GetScoreAsync(mint));
                }
            },
            async () =>
            {
                foreach (var key in keys)
                {
                    _ = (await database.StringGetAsync(key)).Length();
                }
            })).Inverse();
    }

    /// <summary>Gets how many Redis commands a thousand readers cause that miss at once.</summary>
    public async Task<long> CommandsOfThousandAsync()
    {
        await (await _server.AdminAsync()).ExecuteAsync("CONFIG", "RESETSTAT");
        _server.Freeze();
        var callers = Enumerable.Range(0, 1_000).Select(_ => _misses.GetScoreAsync(Mint).AsTask()).ToArray();
        _server.Thaw();
        Array.ForEach(await Task.WhenAll(callers), static answer => Found(answer));
        return await _server.CountAsync("getrange");
    }

    public async ValueTask DisposeAsync()
    {
        _memory.Dispose();
        await _local.DisposeAsync();
        await _remote.DisposeAsync();
        await _raw.DisposeAsync();
        await _server.DisposeAsync();
    }

    internal static TokenScoreView Score() => new()
    {
        Address = Mint,
        Symbol = "SOL",
        Category = "bluechip",
        Status = "active",
        TotalScore = 95.5m,
        MomentumScore = 90m,
        LiquidityScore = 100m,
        VolumeScore = 99m,
        SafetyScore = 97m,
        FlowScore = 88m,
        Rank = 1,
        Coverage = 1m,
        Action = "keep",
        ActionReason = "RANK_KEPT",
        Timestamp = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds(),
        CandlesKey = "SOL",
    };

    private static char Letter(int number) => "abcdefghijkmnopqrstuvwxyz"[number];

    private static LiveUpdate Cycle(params string[] others) => new()
    {
        View = new LiveView
        {
            CycleTimestamp = TimeProvider.System.GetUtcNow(),
            Outcome = CycleOutcome.Complete,
            FreshSeconds = TimeSpan.FromHours(1).TotalSeconds,
            CandidateCount = 1,
            ActiveTokens = [Mint],
            Scores = [Score(), .. others.Select(static mint => Score() with { Address = mint, CandlesKey = mint })]
        },
        ViewLifetime = TimeSpan.FromHours(1),
        ScoreLifetime = TimeSpan.FromHours(1),
        CandlesLifetime = TimeSpan.FromHours(48),
    };

    private static void Found(LiveAnswer<TokenScoreView> answer)
    {
        if (answer.Kind != LiveAnswerKind.Found)
        {
            throw new InvalidOperationException("The score is not there.");
        }
    }

    private async Task<PairedRatio> MeasureHitsAsync(int pairs, LiveReader reader)
    {
        var ratio = await PairedRatio.MeasureAsync(
            pairs,
            5,
            async () =>
            {
                // This read fills the first level, in case it is empty by now.
                Found(await reader.GetScoreAsync(Mint));
                var before = GC.GetAllocatedBytesForCurrentThread();
                for (var read = 0; read < Hits; read++)
                {
                    var answer = reader.GetScoreAsync(Mint);
                    if (!answer.IsCompletedSuccessfully)
                    {
                        throw new InvalidOperationException("A hit had to wait.");
                    }

                    Found(answer.GetAwaiter().GetResult());
                }

                BytesPerHit = (GC.GetAllocatedBytesForCurrentThread() - before) / (double)Hits;
            },
            () =>
            {
                for (var read = 0; read < Hits; read++)
                {
                    if (!_memory.TryGetValue(Key, out TokenScoreView? score) || score is null)
                    {
                        throw new InvalidOperationException("The entry is not there.");
                    }
                }

                return Task.CompletedTask;
            });
        return ratio.Inverse();
    }
}
