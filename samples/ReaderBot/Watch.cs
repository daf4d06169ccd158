using System.Globalization;
using BirdeyeDiscovery;

namespace ReaderBot;

/// <summary>Follows the cycles of an engine in another process, and prints what a bot would act on.</summary>
internal sealed class Watch(ILiveReader live, TextWriter output)
{
    public async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            await output.WriteLineAsync("Waiting for the first cycle in Redis.");
            await foreach (var cycle in live.WatchAsync(stopping))
            {
                await ShowAsync(cycle, stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The bot was asked to stop.
        }
    }

    private async Task ShowAsync(LiveAnswer<LiveView> cycle, CancellationToken stopping)
    {
        // A stale view is what the engine knew when it stopped publishing. It is no reason to buy, and none to sell.
        if (cycle.IsStale || !cycle.TryGet(out var view))
        {
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{cycle.AsOf:HH:mm:ss}Z: stale, nothing is done"));
            return;
        }

        await output.WriteLineAsync(
            string.Create(CultureInfo.InvariantCulture, $"{view.CycleTimestamp:HH:mm:ss}Z: {view.ActiveTokens.Count} active"));
        foreach (var address in view.ActiveTokens)
        {
            await output.WriteLineAsync("  " + await DescribeAsync(address, stopping));
        }
    }

    private async Task<string> DescribeAsync(string address, CancellationToken stopping)
    {
        var score = await live.GetScoreAsync(address, stopping);
        var candles = await live.GetCandlesAsync(address, CandleInterval.FiveMinutes, stopping);

        // Three answers: found, missing, and not known because Redis did not answer. Only the first is a number.
        var text = score.TryGet(out var now)
            ? string.Create(CultureInfo.InvariantCulture, $"{now.Symbol}: score {now.TotalScore:0.0}, {RankText(now.Rank)}")
            : $"{address}: score {(score.Kind == LiveAnswerKind.Missing ? "missing" : "not known")}";
        var age = candles.IsStale ? " (stale)" : "";
        return candles.TryGet(out var five) && five.Count > 0
            ? string.Create(CultureInfo.InvariantCulture, $"{text}, last price {five[^1].Close:G6} USD{age}")
            : text + ", no candles";
    }

    private static string RankText(int? rank) =>
        rank is { } known ? string.Create(CultureInfo.InvariantCulture, $"rank {known}") : "no rank";
}
