namespace BirdeyeDiscovery.Tests;

/// <summary>Folders are rooms: none needs another that needs it, and the rooms that decide know nothing of those that talk to the outside.</summary>
public sealed class RoomsTests
{
    private const int MostFilesInARoom = 30;

    private static readonly string Sources = Path.Combine(QualityTests.FindRoot(), "src");

    public static TheoryData<string> Packages => [.. Directory.GetDirectories(Sources).Select(static folder => Path.GetFileName(folder))];

    [Theory]
    [MemberData(nameof(Packages))]
    public void No_room_needs_one_that_needs_it(string package) => Assert.Empty(RoomGraph.OfFolder(Path.Combine(Sources, package)).Cycles());

    [Theory]
    [MemberData(nameof(Packages))]
    public void No_room_is_crowded(string package) => Assert.Empty(
        Directory.GetFiles(Path.Combine(Sources, package), "*.cs", SearchOption.AllDirectories)
            .Where(static file => !file.Split('/', '\\').Any(static part => part is "obj" or "bin"))
            .GroupBy(static file => Path.GetDirectoryName(file))
            .Where(static room => room.Count() > MostFilesInARoom)
            .Select(static room => $"{room.Key}: {room.Count()} files"));

    [Fact]
    public void Rooms_that_decide_refer_to_no_gateway()
    {
        string[] deciding = ["Tokens", "Options", "Scoring", "Candles", "Storage", "Planning", "Trades", "Analytics"];
        string[] gateways = ["Birdeye", "Postgres", "Redis", "LiveView", "Collecting", "Running", "Registration", "Budgeting", "Resilience", "Health", "HostParts"];

        var wrong = RoomGraph.OfFolder(Path.Combine(Sources, "BirdeyeDiscovery")).Edges
            .Where(edge => deciding.Contains(First(edge.Key.From)) && gateways.Contains(First(edge.Key.To)))
            .Select(static edge => $"{edge.Key.From} -> {edge.Key.To}: {string.Join(", ", edge.Value)}");

        Assert.Empty(wrong);
    }

    /// <summary>
    /// Checks that another market source can replace Birdeye: who stores, publishes or collects knows the seam alone. Redis also keeps the windows of Birdeye's
    /// limits, which hosts share.
    /// </summary>
    [Fact]
    public void Stores_the_live_view_and_the_collector_know_nothing_of_Birdeyes_room() => Assert.Empty(
        RoomGraph.OfFolder(Path.Combine(Sources, "BirdeyeDiscovery")).Edges
            .Where(static edge => First(edge.Key.From) is "Postgres" or "Redis" or "LiveView" or "Collecting" or "Trades" or "Lifecycle" or "Strategies" or "Positions")
            .Where(static edge => First(edge.Key.To) == "Birdeye" && edge.Key != ("Redis", "Birdeye/Limits"))
            .Select(static edge => $"{edge.Key.From} -> {edge.Key.To}: {string.Join(", ", edge.Value)}"));

    [Fact]
    public void A_planted_reference_back_is_named_with_both_ends()
    {
        var cycles = RoomGraph.Of(
            "/src",
            [
                ("/src/Lower/Basis.cs", "namespace N; class Basis { Roof? roof; }"),
                ("/src/Middle/Floor.cs", "namespace N; class Floor : Basis;"),
                ("/src/Upper/Roof.cs", "namespace N; class Roof { void Rest(Floor on) { } }"),
            ]).Cycles();

        Assert.Equal(
            ["Lower -> Upper: Basis.cs -> Roof.cs", "Middle -> Lower: Floor.cs -> Basis.cs", "Upper -> Middle: Roof.cs -> Floor.cs"],
            cycles);
    }

    private static string First(string room) => room.Split('/')[0];
}
