using System.Diagnostics.CodeAnalysis;

namespace BirdeyeDiscovery;

/// <summary>Where a reader of the live view gets its answers: unlike <see cref="ICacheLayer"/> it tells "there is none" from "no answer".</summary>
internal interface ILiveSource
{
    /// <summary>Gets a score that is in this process' memory, without a wait and without allocation.</summary>
    bool TryGetScore(string address, [NotNullWhen(true)] out TokenScoreView? score);

    ValueTask<LiveRead<TokenScoreView>> ReadScoreAsync(string address, CancellationToken cancellationToken);

    ValueTask<LiveRead<LiveView>> ReadViewAsync(CancellationToken cancellationToken);

    /// <summary>Gets the candles of a token, under whatever name they are kept.</summary>
    ValueTask<LiveRead<IReadOnlyList<Candle>>> ReadCandlesAsync(string address, CandleInterval interval, CancellationToken cancellationToken);

    /// <summary>Calls back when a cycle was published, as far as that is heard of.</summary>
    ILiveHints Listen(Action changed);
}
