using System.Text.Json.Serialization.Metadata;

namespace BirdeyeDiscovery;

/// <summary>Answers of the API with a lifetime; callers that miss at the same time share one call of the source.</summary>
internal sealed class AnswerCache(TimeProvider clock, long capacityBytes)
{
    private readonly Lock _gate = new();
    private readonly ExpiringMap<CachedAnswer> _answers = new(clock, capacityBytes);
    private readonly Dictionary<(string Key, Type Type), object> _flights = [];

    public long Weight
    {
        get
        {
            lock (_gate)
            {
                return _answers.Weight;
            }
        }
    }

    public bool Contains(string key)
    {
        lock (_gate)
        {
            return _answers.TryGet(key, out _);
        }
    }

    public ValueTask<Reading<T>> GetOrReadAsync<T>(
        string key,
        TimeSpan lifetime,
        JsonTypeInfo<T> typeInfo,
        Func<CancellationToken, ValueTask<Reading<T>>> source,
        CancellationToken cancellationToken)
        where T : class =>
        GetOrFetchAsync(key, typeInfo, (source, lifetime, typeInfo), static (asked, token) => ReadAsync(asked.source, asked.lifetime, asked.typeInfo, token), cancellationToken);

    public async ValueTask<Reading<T>> GetOrFetchAsync<T, TState>(
        string key,
        JsonTypeInfo<T> typeInfo,
        TState state,
        Func<TState, CancellationToken, ValueTask<Fetched<T>>> fetch,
        CancellationToken cancellationToken)
        where T : class
    {
        cancellationToken.ThrowIfCancellationRequested();
        Flight<T> flight;
        bool starts;
        while (true)
        {
            CachedAnswer? answer;
            lock (_gate)
            {
                if (!_answers.TryGet(key, out answer))
                {
                    flight = Board<T>(key, out starts);
                    break;
                }
            }

            if (answer.TryRead(typeInfo, out var cached))
            {
                return cached;
            }

            Forget(key, answer);
        }

        if (starts)
        {
            _ = FlyAsync(key, flight, state, fetch);
        }

        try
        {
            var landed = starts ? flight.LandedForStarter : flight.Landed;
            var (reading, answer) = await landed.WaitAsync(cancellationToken).ConfigureAwait(false);
            return answer is not null && answer.TryRead(typeInfo, out var copy) ? copy : reading;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Leave(key, flight);
            throw;
        }
    }

    private static async ValueTask<Fetched<T>> ReadAsync<T>(
        Func<CancellationToken, ValueTask<Reading<T>>> source, TimeSpan lifetime, JsonTypeInfo<T> typeInfo, CancellationToken cancellationToken)
        where T : class
    {
        var reading = await source(cancellationToken).ConfigureAwait(false);
        return new(reading, CachedAnswer.TryWrite(reading, typeInfo), lifetime);
    }

    private Flight<T> Board<T>(string key, out bool starts)
        where T : class
    {
        starts = !_flights.TryGetValue((key, typeof(T)), out var found);
        var flight = starts ? new Flight<T>() : (Flight<T>)found!;
        if (starts)
        {
            _flights.Add((key, typeof(T)), flight);
        }

        flight.Waiters++;
        return flight;
    }

    private async Task FlyAsync<T, TState>(string key, Flight<T> flight, TState state, Func<TState, CancellationToken, ValueTask<Fetched<T>>> fetch)
        where T : class
    {
        try
        {
            var (reading, answer, lifetime) = await fetch(state, flight.Token).ConfigureAwait(false);
            lock (_gate)
            {
                // A flight that everyone left is no longer listed; a newer one may be under way, and its answer counts.
                if (Unlist(key, flight) && answer is not null)
                {
                    _answers.Set(key, answer, answer.Weight, lifetime);
                }
            }

            flight.Land(reading, answer);
        }
        catch (Exception exception)
        {
            lock (_gate)
            {
                Unlist(key, flight);
            }

            flight.Crash(exception);
        }
    }

    private void Leave<T>(string key, Flight<T> flight)
        where T : class
    {
        lock (_gate)
        {
            if (--flight.Waiters > 0 || !Unlist(key, flight))
            {
                return;
            }
        }

        flight.Cancel();
    }

    private bool Unlist<T>(string key, Flight<T> flight)
        where T : class =>
        _flights.TryGetValue((key, typeof(T)), out var listed) && ReferenceEquals(listed, flight) && _flights.Remove((key, typeof(T)));

    private void Forget(string key, CachedAnswer answer)
    {
        lock (_gate)
        {
            if (_answers.TryGet(key, out var current) && ReferenceEquals(current, answer))
            {
                _answers.Remove(key);
            }
        }
    }
}
