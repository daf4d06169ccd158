using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using StackExchange.Redis;

namespace BirdeyeDiscovery;

/// <summary>
/// Counts the requests of one account in Redis for the shared limits: one script and one round trip a request, with all keys in one slot.
/// </summary>
internal sealed class RedisAccountWindows : IAccountWindows
{
    private const string Purpose = "share the account's limits";
    private const long Day = 24 * 60 * 60 * 1000L;
    private const long Century = 36_525 * Day;
    private const long MaxHosts = 10_000;

    // The parts of the account's Redis keys are in the order in which the script reads KEYS.
    private static readonly string[] Parts = ["state", "sent", "hosts", "members", "queue", "due", "shares"];

    private static readonly string Script = ReadScript();

    private readonly RedisConnection _connection;
    private readonly SharedLimitTimings _timings;
    private readonly string _host;
    private readonly RedisKey[] _keys;
    private RedisBudget? _spent;

    /// <param name="connection">The connection to Redis.</param>
    /// <param name="account">The account. Neither its API key nor the fingerprint appears in the name of a Redis key.</param>
    /// <param name="host">A name that no other host has.</param>
    /// <param name="timings">The durations.</param>
    public RedisAccountWindows(RedisConnection connection, Account account, string host, SharedLimitTimings? timings = null)
    {
        _connection = connection;
        _timings = timings ?? SharedLimitTimings.Default;
        _host = host;
        _keys = [.. Keys(account).Select(connection.Key)];
    }

    /// <summary>Gets the Redis keys of an account, without the prefix. The part in braces puts them into one slot of a cluster.</summary>
    public static IEnumerable<string> Keys(Account account)
    {
        var tag = Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes($"{account.Authority} {account.KeyFingerprint}")).AsSpan(0, 12));
        return Parts.Select(part => CacheKeys.AccountLimit(tag, part));
    }

    public async ValueTask<SharedReply?> AskAsync(SharedAsk ask, CancellationToken cancellationToken)
    {
        // An ask without a request is a heartbeat, which is sent outside of a cycle and has no budget for Redis. While the budget of the
        // cycle is spent, the asks of the cycle get no reply. A reply to a heartbeat would then switch the limits from local back to
        // shared, so no heartbeat is sent.
        if (ask.Request.Length == 0 && Volatile.Read(ref _spent) is { IsSpent: true })
        {
            return null;
        }

        var limits = ask.IsMember ? ask.Limits.Part(Math.Max(1, ask.Members), Math.Max(1, ask.Hosts)) : ask.Limits;
        var answer = await _connection.TrySpareAsync(
            Purpose,
            Evaluate(
            [
                "ask", _host, ask.Request, ask.IsMember, ask.Generation, ask.Remembered, ask.Members, ask.Hosts,
                Milliseconds(limits.Spacing), Milliseconds(_timings.LongestRequest(limits)),
                limits.PerSecond.Requests, Milliseconds(limits.PerSecond.Length),
                limits.PerMinute?.Requests ?? 0, Milliseconds(limits.PerMinute?.Length ?? TimeSpan.Zero),
                Milliseconds(_timings.Lease), Milliseconds(_timings.Memory), Milliseconds(_timings.Beat), Milliseconds(_timings.Grace),
                ask.Share,
            ]),
            cancellationToken).ConfigureAwait(false);
        if (answer.TryGet(out var result))
        {
            return Read(result);
        }

        if (RedisBudget.Current is { IsSpent: true } spent)
        {
            Volatile.Write(ref _spent, spent);
        }

        return null;
    }

    public void Complete(string request) => Send(["complete", _host, request]);

    public void Withdraw(string request) => Send(["withdraw", _host, request]);

    public void Pause(TimeSpan duration) => Send(["pause", _host, Milliseconds(duration), Milliseconds(duration + _timings.Memory)]);

    public async ValueTask LeaveAsync() =>
        await _connection.TryAsync(Purpose, Evaluate(["leave", _host]), CancellationToken.None).ConfigureAwait(false);

    // The Redis script keeps every value in these bounds. A reply out of bounds comes from another script and counts as no reply, which is
    // better than an exception or an endless wait.
    private static SharedReply? Read(RedisResult result) =>
        Numbers(result) is [>= 0 and <= (long)SharedVerdict.StateLost, >= 0 and <= Day, >= 0, >= 0 and <= Century, >= 0 and <= MaxHosts,
            >= 0 and <= MaxHosts, >= 0 and <= MaxHosts, >= 0 and <= int.MaxValue, >= 0 and <= Day] numbers
            ? new SharedReply(
                (SharedVerdict)numbers[0],
                TimeSpan.FromMilliseconds(numbers[1]),
                numbers[2],
                TimeSpan.FromMilliseconds(numbers[3]),
                (int)numbers[4],
                (int)numbers[5],
                (int)numbers[6],
                (int)numbers[7],
                TimeSpan.FromMilliseconds(numbers[8]))
            : null;

    private static long[] Numbers(RedisResult result) => (RedisResult[]?)result is { } parts
        ? [.. parts.Select(Number)]
        : [];

    private static long Number(RedisResult part) =>
        long.TryParse((string?)part, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : -1;

    private static long Milliseconds(TimeSpan span) => (long)Math.Ceiling(span.TotalMilliseconds);

    private static string ReadScript()
    {
        using var reader = new StreamReader(typeof(RedisAccountWindows).Assembly.GetManifestResourceStream("Redis.account-limit.lua")!);
        return reader.ReadToEnd();
    }

    private Func<IDatabase, Task<RedisResult>> Evaluate(RedisValue[] values) => async database =>
    {
        try
        {
            return await database.ScriptEvaluateAsync(Script, _keys, values).ConfigureAwait(false);
        }
        catch (RedisServerException refused) when (RedisFaults.IsWrongType(refused))
        {
            // A Redis key of the account holds a value of another type, so the shared state cannot be used and is deleted. Hosts handle
            // this like any other loss of the state.
            await database.KeyDeleteAsync(_keys).ConfigureAwait(false);
            throw;
        }
    };

    // The commands to Redis are sent in the order of the calls; nobody waits for the reply.
    private void Send(RedisValue[] values) => _connection.Send(Purpose, Evaluate(values));
}
