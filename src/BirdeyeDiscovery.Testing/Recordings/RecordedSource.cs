namespace BirdeyeDiscovery.Testing;

internal sealed class RecordedSource(RecordingFolder folder) : IAnswerSource
{
    public RecordingFolder Folder { get; } = folder;

    public LocalAnswer Trending(LocalCall call, string sortBy, bool descending, int offset, int limit) => LocalAnswer.Null();

    public LocalAnswer Security(LocalCall call) => LocalAnswer.Null();

    public LocalAnswer Overview(LocalCall call) => LocalAnswer.Null();

    public LocalAnswer TradeData(LocalCall call) => LocalAnswer.Null();

    public LocalAnswer MarketData(LocalCall call) => LocalAnswer.Null();

    public LocalAnswer Candles(LocalCall call, CandleAsk ask) => LocalAnswer.Null();

    public LocalAnswer Trades(LocalCall call, int offset, int limit, bool v3) => LocalAnswer.Null();

    public LocalAnswer Price(LocalCall call) => LocalAnswer.Null();

    public LocalAnswer MultiPrice(LocalCall call, IReadOnlyList<string> addresses) => LocalAnswer.Null();
}
