using Microsoft.Extensions.DependencyInjection;

namespace BirdeyeDiscovery;

/// <summary>
/// Lets a host's factory resolve the scorer that it replaces: during the factory call, <see cref="ITokenScorer"/> resolves to the built-in
/// one.
/// </summary>
internal static class BuiltInScorer
{
    // To resolve the built-in scorer, a thread-static field suffices, because a container creates a service on the thread that resolves it.
    [ThreadStatic]
    private static ITokenScorer? _current;

    public static ITokenScorer Resolve(IServiceProvider provider, string name, ScoringOptions options) =>
        _current ?? provider.GetRequiredKeyedService<IScorerFactory>(name).Create(options);

    public static ITokenScorer Around(ITokenScorer inner, Func<ITokenScorer> make)
    {
        var outer = _current;
        _current = inner;
        try
        {
            return make();
        }
        finally
        {
            _current = outer;
        }
    }
}
