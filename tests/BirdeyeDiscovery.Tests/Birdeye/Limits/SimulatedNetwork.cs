namespace BirdeyeDiscovery.Tests;

/// <summary>The time that a request takes to the API, and from there until the answer begins.</summary>
internal readonly record struct Trip(TimeSpan There, TimeSpan Back);

/// <summary>A network with its own delays, drawn for each request.</summary>
internal sealed record SimulatedNetwork(string Name, Func<Random, Trip> Next)
{
    public static SimulatedNetwork None { get; } = Constant(0, 0);

    /// <summary>Gets the networks that no limiter can tell apart in advance.</summary>
    public static IReadOnlyList<SimulatedNetwork> All { get; } =
    [
        None,
        Constant(60, 90),
        new("jitter", static random => new Trip(Jitter(random, 40, 15), Jitter(random, 60, 30))),
        new("anything up to two seconds", static random => new Trip(Uniform(random, 2_000), Uniform(random, 2_000))),
        new("all of the delay on one way", static random => random.Next(2) == 0 ? Of(300, 0) : Of(0, 300)),
        new("long stalls", static random => new Trip(Stalled(random), Stalled(random))),
        new("heavy tail", static random => new Trip(HeavyTail(random), HeavyTail(random))),
        new("a route that changes", static random => random.Next(200) < 100 ? Of(180, 20) : new Trip(Jitter(random, 5, 2), Jitter(random, 5, 2))),
    ];

    public static SimulatedNetwork Constant(double there, double back) => new($"{there} ms there, {back} ms back", _ => Of(there, back));

    public override string ToString() => Name;

    private static Trip Of(double there, double back) => new(TimeSpan.FromMilliseconds(there), TimeSpan.FromMilliseconds(back));

    private static TimeSpan Uniform(Random random, double most) => TimeSpan.FromMilliseconds(random.NextDouble() * most);

    private static TimeSpan Jitter(Random random, double floor, double mean) =>
        TimeSpan.FromMilliseconds(floor - (mean * Math.Log(1 - random.NextDouble())));

    private static TimeSpan Stalled(Random random) =>
        random.Next(100) == 0 ? TimeSpan.FromSeconds(1 + (random.NextDouble() * 14)) : Jitter(random, 40, 15);

    private static TimeSpan HeavyTail(Random random) =>
        TimeSpan.FromMilliseconds(Math.Min(8_000, 20 / Math.Pow(1 - random.NextDouble(), 1 / 1.2)));
}
