namespace BirdeyeDiscovery;

/// <summary>The result of reading received JSON: a value, "unknown", or the reason why the data has no known shape.</summary>
internal readonly record struct Parsed<T>
    where T : class
{
    private Parsed(T? value, string? problem)
    {
        Value = value;
        Problem = problem;
    }

    public static Parsed<T> Unknown => default;

    public T? Value { get; }

    public string? Problem { get; }

    public static implicit operator Parsed<T>(T value) => new(value, null);

    public static Parsed<T> Malformed(string problem) => new(null, problem);
}
