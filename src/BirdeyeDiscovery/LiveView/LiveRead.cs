namespace BirdeyeDiscovery;

/// <summary>What a source of the live view said to one question.</summary>
internal readonly record struct LiveRead<T>(LiveAnswerKind Kind, T? Value)
    where T : class
{
    public static LiveRead<T> Of(T? value) => new(value is null ? LiveAnswerKind.Missing : LiveAnswerKind.Found, value);
}
