using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;

namespace BirdeyeDiscovery.Tests;

/// <summary>A gateway on a stubbed API and a clock that the test moves.</summary>
internal sealed class GatewayHarness : IDisposable
{
    public const string Key = "k3y-that-must-not-leak-0123456789";
    public const string Mint = "DezXAZ8z7PnrnRJjz3wXBoRgixCa6xjnB7YaB1pPB263";
    public const string Sol = "So11111111111111111111111111111111111111112";

    /// <summary>2026-01-10 07:16:10 UTC.</summary>
    public const long Start = 1_768_029_370;

    private readonly AccountRateLimiters _limiters;

    public GatewayHarness(Func<HttpRequestMessage, int, HttpResponseMessage> answer, params PipelineChange[] changes)
        : this(new StubHandler(answer), changes)
    {
    }

    public GatewayHarness(HttpMessageHandler handler, params PipelineChange[] changes)
    {
        Handler = handler as StubHandler;
        _limiters = new AccountRateLimiters(Clock);
        Gateway = new BirdeyeGateway(handler, _limiters, Clock, Logger, new Random(1), new EnginePipelines("bot", Clock, Clock, changes));
        Options.ApiKey = new ApiKey(Key);
        Options.RequestsPerSecond = 1000;
        Scope = NewScope();
    }

    public FakeTimeProvider Clock { get; } = new(DateTimeOffset.FromUnixTimeSeconds(Start));

    public FakeLogger<BirdeyeGateway> Logger { get; } = new();

    public BirdeyeOptions Options { get; } = new();

    public BirdeyeGateway Gateway { get; }

    public StubHandler? Handler { get; }

    public CallScope Scope { get; private set; }

    public IAccountLimiter Limiter => _limiters.For(Account.Of(Options));

    public static GatewayHarness Answering(string body, params PipelineChange[] changes) => new((_, _) => StubHandler.Json(body), changes);

    public static GatewayHarness AnsweringData(string data) => Answering($$"""{"success":true,"data":{{data}}}""");

    public CallScope NewScope(IUnitPurse? purse = null) => Scope = new CallScope(Options, TimeSpan.FromSeconds(10)) { Purse = purse };

    public Task<Reading<MarketList>> TrendingAsync() =>
        DriveAsync(Gateway.GetTrendingAsync(0, 20, Scope, TestContext.Current.CancellationToken));

    public Task<Reading<TokenSecurity>> SecurityAsync(string address = Mint) =>
        DriveAsync(Gateway.GetSecurityAsync(address, Scope, TestContext.Current.CancellationToken));

    public Task<Reading<MarketFacts>> OverviewAsync(string address = Mint) =>
        DriveAsync(Gateway.GetOverviewAsync(address, Scope, TestContext.Current.CancellationToken));

    public Task<Reading<MarketFacts>> TradeDataAsync(string address = Mint) =>
        DriveAsync(Gateway.GetTradeDataAsync(address, Scope, TestContext.Current.CancellationToken));

    public Task<Reading<SwapPage>> TradesAsync(string address = Mint) =>
        DriveAsync(Gateway.GetTradesAsync(address, Scope, TestContext.Current.CancellationToken));

    public Task<Reading<CandleSeries>> CandlesAsync(CandleRequest request) =>
        DriveAsync(Gateway.GetCandlesAsync(request, Scope, TestContext.Current.CancellationToken));

    public Task<T> DriveAsync<T>(ValueTask<T> call) => Time.DriveAsync(Clock, call.AsTask());

    public void Dispose()
    {
        Gateway.Dispose();
        _limiters.Dispose();
    }
}
