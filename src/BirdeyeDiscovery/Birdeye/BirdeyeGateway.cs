using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace BirdeyeDiscovery;

/// <summary>The gateway that reads Birdeye's API over HTTP. Safe for concurrent calls. Owns its handler.</summary>
/// <remarks>
/// Only requests for trending pages carry a <c>limit</c>, and never one above 20: the API rejects a larger limit instead of clamping it.
/// </remarks>
internal sealed class BirdeyeGateway : IBirdeyeGateway, IDisposable
{
    public const int MaxTrendingLimit = 20;
    public const int MaxCandles = 1_000;
    public const int MaxTokens = 20;

    private readonly BirdeyeTransport _transport;
    private readonly BirdeyeCaller _caller;
    private readonly TimeProvider _clock;
    private readonly ApiClock _apiClock;
    private readonly ILogger<BirdeyeGateway> _logger;
    private readonly string _engine;
    private readonly WarningThrottle<(SourceFailureKind, BirdeyeEndpoint)> _throttle;
    private readonly WarningThrottle<BirdeyeEndpoint> _impossible;

    /// <param name="handler">The handler that sends the requests; disposed with the gateway.</param>
    /// <param name="limiters">The limiters of the host's accounts, shared by its gateways.</param>
    /// <param name="clock">Drives the limiter, the waits and the ages; attempt time-outs use real time.</param>
    /// <param name="logger">Receives the failures.</param>
    /// <param name="jitter">Spreads the waits between attempts; used under a lock.</param>
    /// <param name="pipelines">The engine's resilience pipelines; null for the pipelines that no host changed.</param>
    public BirdeyeGateway(
        HttpMessageHandler handler,
        AccountRateLimiters limiters,
        TimeProvider clock,
        ILogger<BirdeyeGateway> logger,
        Random jitter,
        EnginePipelines? pipelines = null)
    {
        _apiClock = new ApiClock(clock);
        _transport = new BirdeyeTransport(handler, clock, _apiClock);
        pipelines ??= EnginePipelines.Unchanged(clock, clock);
        _engine = pipelines.Engine;
        _caller = new BirdeyeCaller(_transport, limiters, clock, logger, jitter, pipelines);
        _clock = clock;
        _logger = logger;
        _throttle = new WarningThrottle<(SourceFailureKind, BirdeyeEndpoint)>(clock);
        _impossible = new WarningThrottle<BirdeyeEndpoint>(clock);
    }

    public IReadOnlyCollection<BirdeyeEndpoint> RefusedEndpoints => _caller.Refusals.Endpoints;

    public ClockOffset? ClockOffset => _apiClock.Offset;

    public bool IsRefused(BirdeyeEndpoint endpoint, BirdeyeOptions options) =>
        _caller.Refusals.TryGet(Account.Of(options), endpoint, "", out _);

    public ValueTask<Reading<MarketList>> GetTrendingAsync(int offset, int limit, CallScope scope, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, MaxTrendingLimit);
        return ReadAsync(
            BirdeyeEndpoint.Trending,
            "",
            Invariant($"/defi/token_trending?sort_by=rank&sort_type=asc&offset={offset}&limit={limit}"),
            static (data, now, asked) => TrendingReader.Read(data, asked, now),
            limit,
            static page => (page.Tokens.Count + page.UnreadableRows, page.UnreadableRows),
            scope,
            cancellationToken);
    }

    public ValueTask<Reading<TokenSecurity>> GetSecurityAsync(
        string address, CallScope scope, CancellationToken cancellationToken) => ReadTokenAsync(
        BirdeyeEndpoint.Security,
        address,
        static asked => $"/defi/token_security?address={asked}",
        static (data, now, _) => SecurityReader.Read(data, now),
        static _ => default,
        scope,
        cancellationToken);

    public ValueTask<Reading<MarketFacts>> GetOverviewAsync(
        string address, CallScope scope, CancellationToken cancellationToken) => ReadTokenAsync(
        BirdeyeEndpoint.Overview,
        address,
        static asked => $"/defi/token_overview?address={asked}",
        static (data, now, asked) => MarketReader.Read(data, BirdeyeEndpoint.Overview, asked, now),
        static _ => default,
        scope,
        cancellationToken);

    public ValueTask<Reading<MarketFacts>> GetTradeDataAsync(
        string address, CallScope scope, CancellationToken cancellationToken) => ReadTokenAsync(
        BirdeyeEndpoint.TradeData,
        address,
        static asked => $"/defi/v3/token/trade-data/single?address={asked}",
        static (data, now, asked) => MarketReader.Read(data, BirdeyeEndpoint.TradeData, asked, now),
        static _ => default,
        scope,
        cancellationToken);

    public ValueTask<Reading<IReadOnlyDictionary<string, Reading<MarketFacts>>>> GetTradeDataAsync(
        IReadOnlyList<string> addresses, CallScope scope, CancellationToken cancellationToken) =>
        ReadTokensAsync(BirdeyeEndpoint.TradeDataMultiple, "/defi/v3/token/trade-data/multiple", addresses, scope, cancellationToken);

    public ValueTask<Reading<IReadOnlyDictionary<string, Reading<MarketFacts>>>> GetMarketDataAsync(
        IReadOnlyList<string> addresses, CallScope scope, CancellationToken cancellationToken) =>
        ReadTokensAsync(BirdeyeEndpoint.MarketDataMultiple, "/defi/v3/token/market-data/multiple", addresses, scope, cancellationToken);

    public async ValueTask<Reading<CandleSeries>> GetCandlesAsync(
        CandleRequest request, CallScope scope, CancellationToken cancellationToken)
    {
        if (!TokenAddress.IsValid(request.Address))
        {
            return await RefuseAddress<CandleSeries>(BirdeyeEndpoint.Ohlcv).ConfigureAwait(false);
        }

        var span = CandleSpan.Of(request, MaxCandles, _clock.GetUtcNow());
        var reading = await AskAsync(span).ConfigureAwait(false);

        // Birdeye rejects a gateway's request for a candle that has not begun by its clock. If this host's clock is ahead, its current
        // candle may not have begun there. The request is then repeated up to Birdeye's time.
        if (reading.Failure is { Kind: SourceFailureKind.BadRequest }
            && CandleSpan.Of(request, MaxCandles, _apiClock.Now) is var earlier
            && earlier.To < span.To)
        {
            if (_throttle.Allows((SourceFailureKind.BadRequest, BirdeyeEndpoint.Ohlcv), out var suppressed))
            {
                BirdeyeLog.ClockAhead(_logger, _engine, BirdeyeEndpoint.Ohlcv, _apiClock.Ahead, suppressed);
            }

            reading = await AskAsync(earlier).ConfigureAwait(false);
        }

        if (reading.Value is { ImpossibleRows: > 0 } series && _impossible.Allows(BirdeyeEndpoint.Ohlcv, out var more))
        {
            var rows = series.ImpossibleRows + series.Candles.Count;
            BirdeyeLog.CandlesImpossible(_logger, _engine, BirdeyeEndpoint.Ohlcv, series.ImpossibleRows, rows, request.Address, more);
        }

        return reading;

        ValueTask<Reading<CandleSeries>> AskAsync(CandleSpan asked)
        {
            var interval = CandleSpan.WordOf(request.Interval);
            return ReadAsync(
                BirdeyeEndpoint.Ohlcv,
                interval,
                Invariant($"/defi/ohlcv?address={asked.Address}&type={interval}&currency=usd&time_from={asked.From}&time_to={asked.To}"),
                static (data, now, span) => CandleReader.Read(data, span, now),
                asked,
                static series => (series.Candles.Count + series.UnreadableRows + series.ImpossibleRows, series.UnreadableRows),
                scope,
                cancellationToken);
        }
    }

    public ValueTask<Reading<SwapPage>> GetTradesAsync(
        string address, CallScope scope, CancellationToken cancellationToken) => ReadTokenAsync(
        BirdeyeEndpoint.Trades,
        address,
        static asked => $"/defi/txs/token?address={asked}&tx_type=swap&sort_type=desc",
        static (data, now, asked) => SwapReader.Read(data, asked, now),
        static page => (page.RowsOnWire, page.UnreadableRows),
        scope,
        cancellationToken);

    public void Dispose() => _transport.Dispose();

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    // A bad address is a failure of its token alone, so only the others are requested.
    private ValueTask<Reading<IReadOnlyDictionary<string, Reading<MarketFacts>>>> ReadTokensAsync(
        BirdeyeEndpoint endpoint, string path, IReadOnlyList<string> addresses, CallScope scope, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(addresses.Count, MaxTokens);
        string[] valid = [.. addresses.Where(TokenAddress.IsValid)];
        return valid.Length == 0
            ? RefuseAddress<IReadOnlyDictionary<string, Reading<MarketFacts>>>(endpoint)
            : ReadAsync(
                endpoint,
                "",
                $"{path}?list_address={string.Join("%2C", valid)}",
                static (data, now, asked) => MarketReader.ReadSeveral(data, asked.endpoint, asked.addresses, now),
                (endpoint, addresses),
                static batch => (batch.Count, batch.Values.Count(static token => token.Failure is { Kind: SourceFailureKind.Malformed })),
                scope,
                cancellationToken,
                valid.Length);
    }

    private ValueTask<Reading<T>> ReadTokenAsync<T>(
        BirdeyeEndpoint endpoint,
        string address,
        Func<string, string> query,
        Func<JsonElement, DateTimeOffset, string, Reading<T>> read,
        Func<T, (int Rows, int Unreadable)> count,
        CallScope scope,
        CancellationToken cancellationToken)
        where T : class => TokenAddress.IsValid(address)
            ? ReadAsync(endpoint, "", query(address), read, address, count, scope, cancellationToken)
            : RefuseAddress<T>(endpoint);

    // The gateway gets addresses from answers and configuration. A bad one is a failure of its token and must not end the cycle.
    private ValueTask<Reading<T>> RefuseAddress<T>(BirdeyeEndpoint endpoint)
        where T : class =>
        ValueTask.FromResult(Reading<T>.Failed(FailureRules.BadAddress(endpoint), _clock.GetUtcNow()));

    private async ValueTask<Reading<T>> ReadAsync<T, TState>(
        BirdeyeEndpoint endpoint,
        string kind,
        string pathAndQuery,
        Func<JsonElement, DateTimeOffset, TState, Reading<T>> read,
        TState state,
        Func<T, (int Rows, int Unreadable)> count,
        CallScope scope,
        CancellationToken cancellationToken,
        int tokens = 1)
        where T : class
    {
        using var answer = await _caller.CallAsync(endpoint, kind, tokens, pathAndQuery, scope, cancellationToken).ConfigureAwait(false);
        if (answer.Failure is { } failure)
        {
            return Reading<T>.Failed(failure, answer.AsOf);
        }

        if (answer.Data.ValueKind == JsonValueKind.Undefined)
        {
            return Reading<T>.Unknown(answer.AsOf);
        }

        var reading = read(answer.Data, answer.AsOf, state);
        var (rows, unreadable) = reading.Value is { } value ? count(value) : default;
        if (unreadable > 0 && _throttle.Allows((SourceFailureKind.Malformed, endpoint), out var suppressed))
        {
            BirdeyeLog.RowsUnreadable(_logger, _engine, endpoint, unreadable, rows, suppressed);
        }

        return reading;
    }
}
