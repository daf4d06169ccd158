using System.Text.Json;
using BenchmarkDotNet.Attributes;
using BirdeyeDiscovery.Benchmarks.Fixtures;

namespace BirdeyeDiscovery.Benchmarks;

/// <summary>
/// Measures the conversion of an answer's bytes into typed data: an overview of about 200 fields, and a page of 100 swaps.
/// </summary>
[MemoryDiagnoser]
public class ReadingBenchmarks
{
    internal const int Swaps = 100;

    private readonly byte[] _overview = AnswerFixture.Overview();
    private readonly byte[] _trades = AnswerFixture.Trades(Swaps);
    private readonly DateTimeOffset _now = AnswerFixture.Now;

    public ReadingBenchmarks()
    {
        // A reader that rejects the fixture would look very fast.
        if (ReadMarket().LiquidityUsd is null || ReadTrades() is not { UnreadableRows: 0, Trades.Count: Swaps })
        {
            throw new InvalidOperationException("The generated answers are not read as the API's are.");
        }
    }

    [Benchmark(Baseline = true)]
    [Items(1, "answer")]
    public object Overview() => ReadMarket();

    [Benchmark]
    [Items(Swaps, "swap")]
    public object PageOfHundredTrades() => ReadTrades();

    private MarketFacts ReadMarket()
    {
        using var document = Envelope.TryParse(_overview)!;
        return MarketReader.Read(Data(document), BirdeyeEndpoint.Overview, AnswerFixture.Address, _now).Value!;
    }

    private SwapPage ReadTrades()
    {
        using var document = Envelope.TryParse(_trades)!;
        return SwapReader.Read(Data(document), AnswerFixture.Address, _now).Value!;
    }

    private static JsonElement Data(JsonDocument document) =>
        Envelope.Open(document.RootElement, out var data, out _) == Envelope.Verdict.Data
            ? data
            : throw new InvalidOperationException("The generated answer has no data.");
}
