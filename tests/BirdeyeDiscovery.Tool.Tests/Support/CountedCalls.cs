using System.Collections.Concurrent;
using System.Reflection;

namespace BirdeyeDiscovery.Tool.Tests;

/// <summary>Counts the calls of the methods of an interface.</summary>
public class CountedCalls : DispatchProxy
{
    private object? _inner;

    internal ConcurrentDictionary<string, int> Counts { get; } = new(StringComparer.Ordinal);

    internal static (T Proxy, CountedCalls Calls) Of<T>(T inner)
        where T : class
    {
        var proxy = Create<T, CountedCalls>();
        var calls = (CountedCalls)(object)proxy;
        calls._inner = inner;
        return (proxy, calls);
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        Counts.AddOrUpdate(targetMethod!.Name, 1, static (_, count) => count + 1);
        return targetMethod.Invoke(_inner, args);
    }
}
