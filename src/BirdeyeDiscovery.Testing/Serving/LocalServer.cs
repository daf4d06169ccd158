using System.Globalization;

namespace BirdeyeDiscovery.Testing;

/// <summary>
/// The server of the local Birdeye: it checks the key, the limits and the plan of a request, answers by the endpoint, applies the faults
/// and writes the log. The in-process handler and the HTTP server use it.
/// </summary>
internal sealed class LocalServer
{
    private const string CreditsPath = "/utils/v1/credits";

    private readonly LocalBirdeyeOptions _options;
    private readonly TimeProvider _time;
    private readonly AccountLimits _account;
    private readonly Lazy<Endpoints> _endpoints;

    public LocalServer(LocalBirdeyeOptions options)
    {
        _options = options;
        _time = options.TimeProvider;
        _account = new AccountLimits(options.Plan, _time);

        // The server creates the endpoints with the first request, because the origin of the generated market may depend on the time of
        // that request.
        _endpoints = new Lazy<Endpoints>(() => new Endpoints(CreateSource(options), _account));
    }

    public LocalBirdeyeLog Log { get; } = new();

    public FaultSet Faults { get; } = new();

    public TimeProvider Time => _time;

    /// <summary>The <c>Date</c> header of the local Birdeye's server, in whole seconds.</summary>
    public string Date() => _time.GetUtcNow().ToString("R", CultureInfo.InvariantCulture);

    /// <summary>The local Birdeye's server computes an answer at once; the answer contains the delay to apply.</summary>
    public LocalAnswer Answer(string method, string path, string query, string? key, string? chain)
    {
        (_time as ScaledTimeProvider)?.Start();
        var call = new LocalCall(method, path, QueryText.Parse(query), key, chain, _time.GetUtcNow());
        var faults = Faults.Meet(call);
        var answer = AnswerWithin(WithOverlap(call, faults));
        foreach (var fault in faults)
        {
            var isOwnAddress = fault.Address is null || string.Equals(fault.Address, call.Address, StringComparison.Ordinal);
            fault.Change(answer, call, isOwnAddress ? null : fault.Address);
        }

        var status = answer.Delay == Timeout.InfiniteTimeSpan ? 0 : answer.Status;
        Log.Add(new LocalRequest(call.Now, method, path, call.Query, status, !string.IsNullOrEmpty(key), chain));
        return answer;
    }

    private LocalAnswer AnswerWithin(LocalCall call)
    {
        if (_options.RequiredKey is { } required && !string.Equals(call.Key, required, StringComparison.Ordinal))
        {
            return LocalAnswer.Error(401, StandardMessages.Of(401));
        }

        if (!_account.TryEnter(out var retryAfter))
        {
            var refusal = LocalAnswer.Error(429, StandardMessages.Of(429));
            refusal.RetryAfter = retryAfter;
            return refusal;
        }

        if (_account.IsExhausted && call.Path != CreditsPath)
        {
            return LocalAnswer.Error(400, StandardMessages.CreditsExhausted);
        }

        if (_options.Plan.RefusedPaths.Contains(call.Path))
        {
            return LocalAnswer.Error(401, StandardMessages.PlanRefused);
        }

        if (call.Method != "GET")
        {
            return LocalAnswer.Error(404, StandardMessages.Of(404));
        }

        var answer = _endpoints.Value.Answer(call);
        if (answer.Status == 200)
        {
            _account.Charge(ComputeUnits.Of(call));
        }

        return answer;
    }

    private static LocalCall WithOverlap(LocalCall call, IReadOnlyList<LocalFault> faults)
    {
        var overlap = faults.Sum(static fault => fault.Overlap);
        if (overlap == 0 || !call.TryInteger("offset", 0, 0, int.MaxValue, out var offset, out _) || offset == 0)
        {
            return call;
        }

        var moved = Math.Max(0, offset - overlap).ToString(CultureInfo.InvariantCulture);
        return call with { Query = new Dictionary<string, string>(call.Query, StringComparer.Ordinal) { ["offset"] = moved } };
    }

    private IAnswerSource CreateSource(LocalBirdeyeOptions options)
    {
        if (options.RecordingsDirectory is { } directory)
        {
            return new RecordedSource(RecordingFolder.Read(directory));
        }

        var now = _time.GetUtcNow().UtcDateTime.Date;
        var monday = new DateTimeOffset(now.AddDays(-(((int)now.DayOfWeek + 6) % 7)), TimeSpan.Zero);
        return new GeneratedSource(new GeneratedMarket(options.Seed, options.Origin ?? monday, options.Tick));
    }
}
