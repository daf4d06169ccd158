using System.Diagnostics.CodeAnalysis;

namespace BirdeyeDiscovery.Caching;

/// <summary>Where <see cref="ILiveReader"/> gets its answers. A read tells "there is none" from "no answer".</summary>
public interface ILiveSource
{
    /// <summary>Reads the whole last published cycle.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The view, never a mix of two cycles.</returns>
    ValueTask<LiveRead<LiveView>> ReadViewAsync(CancellationToken cancellationToken = default);

    /// <summary>Reads the published score of a token.</summary>
    /// <param name="address">The mint address.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The score; missing when there is none or it expired.</returns>
    ValueTask<LiveRead<TokenScoreView>> ReadScoreAsync(string address, CancellationToken cancellationToken = default);

    /// <summary>Reads the published candles of a token, oldest first, under whatever name they are kept.</summary>
    /// <param name="address">The mint address, which <see cref="LiveUpdate.CandleOwners"/> names as the owner of the list.</param>
    /// <param name="interval">The interval.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The candles, never those of another token; missing when there are none.</returns>
    ValueTask<LiveRead<IReadOnlyList<Candle>>> ReadCandlesAsync(
        string address, CandleInterval interval, CancellationToken cancellationToken = default);

    /// <summary>Gets a score that is in this process' memory, without a wait and without allocation.</summary>
    /// <param name="address">The mint address.</param>
    /// <param name="score">The score, when there is one.</param>
    /// <returns>Whether there is one; <see langword="false"/> says nothing of what the cache holds elsewhere.</returns>
    bool TryGetScore(string address, [NotNullWhen(true)] out TokenScoreView? score)
    {
        score = null;
        return false;
    }

    /// <summary>Calls back when a cycle was published. A notice may get lost, so the reader also polls the view.</summary>
    /// <param name="changed">What to call; it returns at once.</param>
    /// <returns>The subscription, which ends when it is disposed, or <see langword="null"/> when the cache has no notices.</returns>
    IAsyncDisposable? Listen(Action changed) => null;

    /// <summary>Gets the whole last published cycle.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The view, or <see langword="null"/> when there is none or the cache does not answer.</returns>
    async ValueTask<LiveView?> GetViewAsync(CancellationToken cancellationToken = default) =>
        (await ReadViewAsync(cancellationToken).ConfigureAwait(false)).Value;

    /// <summary>Gets the published score of a token.</summary>
    /// <param name="address">The mint address.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The score, or <see langword="null"/> when there is none, it expired, or the cache does not answer.</returns>
    async ValueTask<TokenScoreView?> GetScoreAsync(string address, CancellationToken cancellationToken = default) =>
        (await ReadScoreAsync(address, cancellationToken).ConfigureAwait(false)).Value;

    /// <summary>Gets the addresses of the active tokens as published.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The addresses, in no particular order.</returns>
    async ValueTask<IReadOnlyCollection<string>> GetActiveTokensAsync(CancellationToken cancellationToken = default) =>
        (await GetViewAsync(cancellationToken).ConfigureAwait(false))?.ActiveTokens ?? [];
}
