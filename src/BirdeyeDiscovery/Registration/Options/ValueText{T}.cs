using System.Diagnostics.CodeAnalysis;

namespace BirdeyeDiscovery;

/// <summary>The text format of option values of one type, in the invariant culture.</summary>
internal sealed class ValueText<T>(ValueText<T>.Parser parse, Func<T, string?> format)
{
    public delegate bool Parser(string text, [MaybeNullWhen(false)] out T value);

    public bool TryParse(string text, [MaybeNullWhen(false)] out T value) => parse(text, out value);

    public string? Format(T value) => format(value);
}
