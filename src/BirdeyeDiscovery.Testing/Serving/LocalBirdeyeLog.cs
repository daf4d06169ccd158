namespace BirdeyeDiscovery.Testing;

/// <summary>The log of the requests to a <see cref="LocalBirdeye"/>. It can be read while requests are served.</summary>
/// <remarks>It keeps the newest 200,000 requests; the counts cover all.</remarks>
public sealed class LocalBirdeyeLog
{
    private const int Capacity = 200_000;

    private readonly Lock _gate = new();
    private readonly Queue<LocalRequest> _requests = new();
    private readonly Dictionary<string, long> _byPath = new(StringComparer.Ordinal);
    private long _count;

    internal LocalBirdeyeLog()
    {
    }

    /// <summary>Gets the number of requests, including refused ones.</summary>
    public long Count
    {
        get
        {
            lock (_gate)
            {
                return _count;
            }
        }
    }

    /// <summary>Gets a copy of the kept requests, oldest first.</summary>
    public IReadOnlyList<LocalRequest> Requests
    {
        get
        {
            lock (_gate)
            {
                return [.. _requests];
            }
        }
    }

    /// <summary>Gets a copy of the number of requests by path.</summary>
    public IReadOnlyDictionary<string, long> CountByPath
    {
        get
        {
            lock (_gate)
            {
                return new Dictionary<string, long>(_byPath, StringComparer.Ordinal);
            }
        }
    }

    /// <summary>Gets the number of requests for a path.</summary>
    /// <param name="path">The path, such as <c>/defi/token_overview</c>.</param>
    /// <returns>The number, 0 for a path that was never requested.</returns>
    public long CountOf(string path)
    {
        lock (_gate)
        {
            return _byPath.GetValueOrDefault(path);
        }
    }

    /// <summary>Removes all requests and counts.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _requests.Clear();
            _byPath.Clear();
            _count = 0;
        }
    }

    internal void Add(LocalRequest request)
    {
        lock (_gate)
        {
            if (_requests.Count == Capacity)
            {
                _requests.Dequeue();
            }

            _requests.Enqueue(request);
            _count++;

            // A client of the local Birdeye may request any number of different paths. Only the first 1,000 are counted, so that the
            // dictionary stays small.
            if (_byPath.Count < 1000 || _byPath.ContainsKey(request.Path))
            {
                _byPath[request.Path] = _byPath.GetValueOrDefault(request.Path) + 1;
            }
        }
    }
}
