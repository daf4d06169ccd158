using StackExchange.Redis;

namespace BirdeyeDiscovery;

/// <summary>
/// Holds answers that Redis did not accept when they were read. They are written as soon as Redis accepts them, so that other hosts need
/// not fetch them.
/// </summary>
internal sealed class UnsentAnswers
{
    private const string Purpose = "keep an answer";
    private const long MaxBytes = 32L * 1024 * 1024;

    // Small enough that Redis answers a whole batch within one time-out.
    private const int BatchSize = 50;

    private readonly RedisConnection _redis;
    private readonly ExpiringMap<CachedAnswer> _answers;
    private readonly Lock _gate = new();
    private bool _isWriting;

    public UnsentAnswers(RedisConnection redis, TimeProvider clock)
    {
        _redis = redis;
        _answers = new(clock, MaxBytes);
        redis.Available += Write;
    }

    public void Add(string key, CachedAnswer answer, TimeSpan lifetime)
    {
        lock (_gate)
        {
            _answers.Set(key, answer, answer.Weight, lifetime);
        }
    }

    /// <summary>Starts to write the remaining answers to Redis, without a wait and outside of the cycle's budget for Redis.</summary>
    public void Write()
    {
        lock (_gate)
        {
            if (_isWriting || _answers.Count == 0 || _redis.IsOpen)
            {
                return;
            }

            _isWriting = true;
        }

        _ = WriteAsync();
    }

    private async Task WriteAsync()
    {
        while (Next() is { } batch)
        {
            var written = await Task.WhenAll(batch.Select(WriteAsync)).ConfigureAwait(false);
            if (!written.All(static isWritten => isWritten))
            {
                break;
            }
        }

        lock (_gate)
        {
            _isWriting = false;
        }
    }

    private ExpiringMap<CachedAnswer>.Kept[]? Next()
    {
        lock (_gate)
        {
            var batch = _answers.Newest(BatchSize);
            _isWriting = batch.Length > 0;
            return _isWriting ? batch : null;
        }
    }

    private async Task<bool> WriteAsync(ExpiringMap<CachedAnswer>.Kept kept)
    {
        if (RedisEnvelope.TryWrite(kept.Value) is { } envelope)
        {
            // Another host may have written a newer answer to Redis in the meantime, so an existing entry is not overwritten.
            var key = _redis.Key(kept.Key);
            var answer = await _redis
                .SendAsync(Purpose, database => database.StringSetAsync(key, envelope, kept.Left, When.NotExists))
                .ConfigureAwait(false);
            if (!answer.IsGiven)
            {
                return false;
            }
        }

        lock (_gate)
        {
            if (_answers.TryGet(kept.Key, out var current) && ReferenceEquals(current, kept.Value))
            {
                _answers.Remove(kept.Key);
            }
        }

        return true;
    }
}
