using System.Diagnostics.CodeAnalysis;

namespace BirdeyeDiscovery;

/// <summary>
/// The source of a reader of the live view. Unlike <see cref="ICacheLayer"/>, it distinguishes "there is none" from "no answer".
/// </summary>
internal interface ILiveSource
{
    /// <summary>Gets a score from the memory of this process, without a wait and without allocation.</summary>
    bool TryGetScore(string address, [NotNullWhen(true)] out TokenScoreView? score);

    ValueTask<LiveRead<TokenScoreView>> ReadScoreAsync(string address, CancellationToken cancellationToken);

    ValueTask<LiveRead<LiveView>> ReadViewAsync(CancellationToken cancellationToken);

    /// <summary>Gets the candles of a token, whatever the name under which they are stored.</summary>
    ValueTask<LiveRead<IReadOnlyList<Candle>>> ReadCandlesAsync(
        string address,
        CandleInterval interval,
        CancellationToken cancellationToken);

    /// <summary>Calls back when a cycle was published. Notices may get lost.</summary>
    ILiveHints Listen(Action changed);
}
