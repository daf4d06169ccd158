using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace BirdeyeDiscovery.Sources;

/// <summary>
/// Sends a bot's own requests to Birdeye within the limits of the account, which the engine and the other hosts use too. Add it to an
/// <see cref="HttpClient"/>.
/// </summary>
/// <remarks>
/// A request waits for its place in the account's rate, as those of the engine do. A 429 pauses all requests of the account. The handler
/// adds the key of the engine's options and the chain where the request has none of its own. A request to another address than
/// <see cref="BirdeyeOptions.BaseUrl"/> is refused, and so is an inner handler that follows redirects, so that the key goes nowhere else.
/// Without an inner handler it has one that suits. Compute units are not counted: leave them a part of
/// <see cref="BirdeyeOptions.ComputeUnitsPerMonth"/>.
/// </remarks>
public sealed class BirdeyeAccountHandler : DelegatingHandler
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(1);

    private readonly AccountRateLimiters _limiters;
    private readonly IOptionsFactory<BirdeyeDiscoveryOptions> _options;
    private readonly TimeProvider _clock;
    private readonly string _engine;
    private readonly Lock _gate = new();
    private BirdeyeOptions? _last;
    private bool _isSafe;

    /// <summary>Creates a handler for the account of an engine.</summary>
    /// <param name="services">The services of the host, where the engine is registered.</param>
    /// <param name="engine">The name of the engine; empty for the one without a name.</param>
    /// <exception cref="InvalidOperationException">No engine is registered.</exception>
    public BirdeyeAccountHandler(IServiceProvider services, string engine = "")
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(engine);
        _limiters = services.GetRequiredService<AccountRateLimiters>();
        _options = services.GetRequiredService<IOptionsFactory<BirdeyeDiscoveryOptions>>();
        _clock = services.GetRequiredService<TimeProvider>();
        _engine = engine;
    }

    /// <summary>Sends nothing: a wait for the account's rate must not hold a thread.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Requests that wait for the account's rate are asynchronous; use SendAsync.");

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">
    /// The request is for another address than that of the account, or the inner handler follows redirects.
    /// </exception>
    /// <exception cref="HttpRequestException">
    /// The account is paused for longer than <see cref="BirdeyeOptions.AttemptTimeout"/>.
    /// </exception>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        EnsureSafe();
        var options = Options();
        var account = Account.Of(options);
        if (request.RequestUri is not { IsAbsoluteUri: true } address || address.GetLeftPart(UriPartial.Authority) != account.Authority)
        {
            throw new InvalidOperationException(
                $"The address of the request is not of Birdeye:BaseUrl, which is {account.Authority}; "
                + "use a client without this handler for it.");
        }

        // Birdeye's account handler also serves hosts that do not lead, so its requests do not have the id of a store. The shared limits
        // then give this host a share of its own.
        var limiter = _limiters.For(account);
        using var permit = await limiter.AcquireAsync(RateLimits.Of(options), options.AttemptTimeout, cancellationToken)
            .ConfigureAwait(false)
            ?? throw new HttpRequestException(
                $"The account is paused at the API's request for {limiter.PauseLeft:c}; the request was not sent.",
                null,
                HttpStatusCode.TooManyRequests);
        Complete(request, options);
        permit.MarkSent();
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.TooManyRequests)
        {
            limiter.NoteRefusal();
            limiter.Pause(RetryAfter.Read(response, response.Headers.Date ?? _clock.GetUtcNow()) ?? ShortestPause);
        }

        return response;
    }

    // In the chain of Birdeye's account handler, a handler that follows redirects would send the header with the key to any host that a
    // redirect names.
    private void EnsureSafe()
    {
        lock (_gate)
        {
            if (_isSafe)
            {
                return;
            }

            InnerHandler ??= BirdeyeHandler.Create();
            HttpMessageHandler? primary = InnerHandler;
            while (primary is DelegatingHandler { InnerHandler: { } next })
            {
                primary = next;
            }

            if (primary is SocketsHttpHandler { AllowAutoRedirect: true } or HttpClientHandler { AllowAutoRedirect: true })
            {
                throw new InvalidOperationException(
                    "The inner handler follows redirects, and would send the key to another host; set AllowAutoRedirect to false.");
            }

            _isSafe = true;
        }
    }

    // If the options of Birdeye are invalid after a reload, the account handler uses the last valid ones, as the engine does.
    private BirdeyeOptions Options()
    {
        try
        {
            return _last = _options.Create(_engine).Birdeye;
        }
        catch (OptionsValidationException) when (_last is not null)
        {
            return _last;
        }
    }

    private static void Complete(HttpRequestMessage request, BirdeyeOptions options)
    {
        if (!request.Headers.Contains("X-API-KEY") && options.ApiKey is { } key)
        {
            request.Headers.TryAddWithoutValidation("X-API-KEY", key.Reveal());
        }

        if (!request.Headers.Contains("x-chain"))
        {
            request.Headers.TryAddWithoutValidation("x-chain", options.Chain);
        }
    }
}
