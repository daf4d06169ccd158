using BirdeyeDiscovery;
using BirdeyeDiscovery.Ledger;
using BirdeyeDiscovery.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace WebHost;

/// <summary>The endpoints of tokens and cycles. They return the records of the library, whose enums are words in JSON.</summary>
internal static class TokenEndpoints
{
    public static void MapTokens(this IEndpointRouteBuilder web)
    {
        web.MapGet("/tokens", TrackedAsync).WithSummary("The tokens that are tracked: active and paused ones.");
        web.MapGet("/tokens/{token}", FindAsync).WithSummary("One token, by its address.");
        web.MapGet("/tokens/{token}/why", WhyAsync).WithSummary("Why the newest cycle decided so on a token, by its address or symbol.");
        web.MapGet("/tokens/{token}/score", ScoreAsync)
            .WithSummary("The score of a token by its address, from the live view: a value, none, or no answer, and whether it is stale.");
        web.MapGet("/cycles/last", LastCycle).WithSummary("The last cycle of this host.");
    }

    private static async Task<IReadOnlyList<TrackedToken>> TrackedAsync(ITrackedTokenStore tokens, CancellationToken cancellationToken) =>
        await tokens.GetTokensAsync([TokenStatus.Active, TokenStatus.Paused], cancellationToken);

    private static async Task<Results<Ok<TrackedToken>, NotFound>> FindAsync(
        string token, ITrackedTokenStore tokens, CancellationToken cancellationToken) =>
        await tokens.FindAsync(token, cancellationToken) is { } found ? TypedResults.Ok(found) : TypedResults.NotFound();

    private static async Task<Results<Ok<WhyAnswer>, NotFound<string>, Conflict<string>>> WhyAsync(
        string token, IDiscoveryExplainer explainer, CancellationToken cancellationToken)
    {
        try
        {
            return TypedResults.Ok(WhyAnswer.Of(await explainer.ExplainAsync(token, cancellationToken: cancellationToken)));
        }
        catch (AmbiguousSymbolException several)
        {
            // A symbol is a label that anyone can choose. The message lists the addresses.
            return TypedResults.Conflict(several.Message);
        }
        catch (LedgerException unknown)
        {
            return TypedResults.NotFound(unknown.Message);
        }
    }

    private static async Task<LiveAnswer<TokenScoreView>> ScoreAsync(string token, ILiveReader live, CancellationToken cancellationToken) =>
        await live.GetScoreAsync(token, cancellationToken);

    private static Results<Ok<SnapshotRecord>, NotFound<string>> LastCycle(IDiscoveryEngine engine) =>
        engine.LastResult?.Snapshot is { } cycle ? TypedResults.Ok(cycle) : TypedResults.NotFound("No cycle has ended yet.");
}
