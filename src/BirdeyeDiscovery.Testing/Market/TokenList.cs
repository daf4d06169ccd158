namespace BirdeyeDiscovery.Testing;

/// <summary>The generated trending list at one tick, best rank first.</summary>
/// <param name="Minute">The time, in minutes since the Unix epoch.</param>
/// <param name="Tokens">The rows.</param>
/// <param name="MovesWhilePaging">Whether a row enters at the top between two pages, so that each later page repeats one.</param>
internal sealed record TokenList(double Minute, IReadOnlyList<ListedToken> Tokens, bool MovesWhilePaging);
