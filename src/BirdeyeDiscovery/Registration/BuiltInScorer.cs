using Microsoft.Extensions.DependencyInjection;

namespace BirdeyeDiscovery;

/// <summary>Lets a host's factory ask the container for the scorer that it replaces: inside the factory, <see cref="ITokenScorer"/> is the built-in one.</summary>
internal static class BuiltInScorer
{
    // A container makes a service on the thread that asks for it.
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
