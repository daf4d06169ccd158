namespace BirdeyeDiscovery.Tests;

/// <summary>Which of several tables holds the bot's positions, and what its column holds.</summary>
public sealed class PositionsSearchTests
{
    private const string Home = "home";

    private static readonly PositionsTable Own = Table(Home);
    private static readonly PositionsTable Bot = Table("bot");

    [Fact]
    public void An_empty_table_does_not_hide_the_one_with_open_positions_in_any_schema_or_spelling()
    {
        Assert.Equal("bot.positions", Choice([Own, Bot], Bot).Place);
        Assert.Equal("home.positions", Choice([Own, Bot], Own).Place);
        Assert.Equal("home.Positions", Choice([Own, Table(Home, "Positions")], Table(Home, "Positions")).Place);
    }

    [Fact]
    public void Where_no_position_is_open_the_own_table_is_read()
    {
        Assert.Equal("home.positions", Choice([Bot, Own]).Place);
        Assert.Equal("bot.positions", Choice([Bot, Table("cob")]).Place);
    }

    [Fact]
    public void Two_tables_with_open_positions_are_a_fault_that_names_both_and_the_key()
    {
        var (place, fault) = Choice([Own, Bot], Own, Bot);

        Assert.Null(place);
        Assert.Contains("bot.positions, home.positions", fault, StringComparison.Ordinal);
        Assert.Contains("Positions:Schema", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void The_configured_schema_decides_and_an_exact_name_within_it()
    {
        var options = new PositionsTableOptions { Schema = "bot" };

        Assert.Equal("bot.positions", Choice(options, [Own, Bot, Table("bot", "Positions")], Own, Bot, Table("bot", "Positions")).Place);
        Assert.Equal((null, null), Choice(new PositionsTableOptions { Schema = "else" }, [Own, Bot], Bot));
        Assert.Equal("other.positions", Choice(new PositionsTableOptions { Schema = "other" }, [Own, With(Table("other"), isOfAnotherEngine: true)]).Place);
    }

    [Fact]
    public void A_table_that_does_not_fit_is_a_fault_also_beside_one_with_open_positions_that_names_both_and_the_key()
    {
        var bare = With(Own, columns: [new("token", false, false), new("status", false, false)]);
        var required = With(Own, columns: [new("token", false, false), new("closed_at", false, isRequired: true)]);

        foreach (var misfit in new[] { bare, required })
        {
            var (place, fault) = Choice([misfit, Bot], Bot);
            Assert.Null(place);
            Assert.Contains("positions are open in bot.positions, but home.positions has rows too", fault, StringComparison.Ordinal);
            Assert.Contains("set Positions:Schema and Positions:Table", fault, StringComparison.Ordinal);
        }

        Assert.Contains("'status'", Choice([bare]).Fault, StringComparison.Ordinal);
        Assert.Contains("no position is open in bot.positions, but home.positions has no columns", Choice([bare, Bot]).Fault, StringComparison.Ordinal);
        Assert.Contains("NOT NULL", Choice([required]).Fault, StringComparison.Ordinal);
        Assert.Contains("but home.positions.closed_at is NOT NULL", Choice([required, Bot]).Fault, StringComparison.Ordinal);
        Assert.Equal("bot.positions", Choice(new PositionsTableOptions { Schema = "bot" }, [bare, Bot], Bot).Place);
    }

    [Fact]
    public void A_table_that_does_not_fit_but_has_exactly_the_configured_name_is_not_passed_over_for_another_spelling()
    {
        var options = new PositionsTableOptions { Schema = "bot" };
        var bare = With(Bot, columns: [new("token", false, false)]);

        Assert.Contains("bot.positions has rows too", Choice(options, [bare, Table("bot", "Positions")], Table("bot", "Positions")).Fault, StringComparison.Ordinal);
        Assert.Equal(
            "bot.Positions",
            Choice(new PositionsTableOptions { Schema = "bot", Table = "Positions" }, [bare, Table("bot", "Positions")], Table("bot", "Positions")).Place);
    }

    [Fact]
    public void A_table_that_may_hide_rows_is_a_fault_also_beside_one_with_open_positions()
    {
        var hidden = With(Bot, hidesRows: true);

        Assert.Contains("row-level security of bot.positions", Choice([hidden]).Fault, StringComparison.Ordinal);
        Assert.Contains("Positions:Schema", Choice([Own, hidden], Own).Fault, StringComparison.Ordinal);
    }

    [Fact]
    public void A_view_never_hides_the_table_that_it_reads()
    {
        var view = With(Own, sources: ["bot.positions"]);

        Assert.Equal("bot.positions", Choice([view, Bot], Bot).Place);
        Assert.Equal("bot.positions", Choice([view, Bot], view, Bot).Place);
        Assert.Equal("home.positions", Choice([view, Bot], view).Place);
        Assert.Contains("bot.positions has rows too", Choice([view, With(Bot, columns: [new("x", false, false)])], view).Fault, StringComparison.Ordinal);
        Assert.Contains("row-level security of bot.positions", Choice([view, With(Bot, hidesRows: true)], view).Fault, StringComparison.Ordinal);
        Assert.Equal("home.positions", Choice(new PositionsTableOptions { Schema = Home }, [view, Bot], view, Bot).Place);
    }

    [Fact]
    public void A_view_that_does_not_fit_is_a_report_on_the_table_that_it_reads()
    {
        var report = With(Own, sources: ["bot.positions"], columns: [new("x", false, false)]);

        Assert.Equal("bot.positions", Choice([report, Bot], Bot).Place);
        Assert.Equal("bot.positions", Choice([report, Bot]).Place);
    }

    [Theory]
    [InlineData("a", 1, true)]
    [InlineData(" a ", 2, true)]
    [InlineData("a", 3, false)]
    [InlineData("b", 1, false)]
    [InlineData(null, 1, false)]
    public void A_view_adds_nothing_only_where_the_table_has_all_its_open_positions(string? token, int count, bool isCovered)
    {
        var candidates = PositionsSearch.Find(new PositionsTableOptions(), Home, [With(Own, sources: ["bot.positions"]), Bot]);
        var (place, fault) = candidates.Choose(
            Home,
            [.. candidates.Places.Select(place => (place, (IReadOnlyList<OpenPositionGroup>)[place.Table.Schema == "bot" ? new("a", 2) : new(token, count)]))]);

        Assert.Equal(isCovered ? "bot.positions" : null, place?.Table.ToString());
        Assert.Equal(isCovered, fault is null);
    }

    [Fact]
    public void A_table_of_another_engine_is_not_ours_unless_its_key_refers_to_our_tokens()
    {
        var theirs = With(Table("other"), isOfAnotherEngine: true);
        var byKey = Table("bot", keys: new PositionsForeignKey("other", "tracked_tokens", "id") { IsOfAnotherEngine = true });
        var ours = With(Table("other", keys: new PositionsForeignKey(Home, "tracked_tokens", "id")), isOfAnotherEngine: true);

        Assert.Equal((null, null), Choice([theirs, byKey], theirs, byKey));
        Assert.Equal(["other.positions", "bot.positions"], PositionsSearch.Find(new PositionsTableOptions(), Home, [theirs, byKey]).OfOthers.Select(static table => table.ToString()));
        Assert.Equal("home.positions", Choice([Own, theirs], theirs).Place);
        Assert.Equal("other.positions", Choice([Own, ours], ours).Place);
    }

    [Fact]
    public void A_foreign_key_says_what_the_column_holds()
    {
        var (id, address) = (new PositionsForeignKey(Home, "tracked_tokens", "id"), new PositionsForeignKey(Home, "tracked_tokens", "address"));
        var other = new PositionsForeignKey("bot", "coins", "id");
        var theirs = new PositionsForeignKey("old", "tracked_tokens", "id");

        Assert.Equal([PositionToken.Id], Kinds(isWhole: true));
        Assert.Equal([PositionToken.Address, PositionToken.Symbol, PositionToken.Id], Kinds(isWhole: false));
        Assert.Equal([PositionToken.Id], Kinds(isWhole: false, id));
        Assert.Equal([PositionToken.Id], Kinds(isWhole: true, other, id));
        Assert.Equal([PositionToken.Address], Kinds(isWhole: false, address));
        Assert.Empty(Kinds(isWhole: true, other));
        Assert.Empty(Kinds(isWhole: true, theirs));
        Assert.Equal([PositionToken.Address, PositionToken.Symbol], Kinds(isWhole: false, other));
        Assert.Equal([PositionToken.Id], PositionsFinding.Kinds(Place(isWhole: true, other), PositionToken.Id, Home));
    }

    private static IReadOnlyList<PositionToken> Kinds(bool isWhole, params PositionsForeignKey[] keys) =>
        PositionsFinding.Kinds(Place(isWhole, keys), PositionToken.Auto, Home);

    private static PositionsPlace Place(bool isWhole, params PositionsForeignKey[] keys)
    {
        var token = new PositionsColumn("token", isWhole, isRequired: false) { ForeignKeys = keys };
        return new PositionsPlace(new PositionsTable("bot", "positions", hidesRows: false, [token]), token, token);
    }

    private static PositionsTable With(
        PositionsTable table,
        bool? isOfAnotherEngine = null,
        bool? hidesRows = null,
        IReadOnlyList<PositionsColumn>? columns = null,
        IReadOnlyList<string>? sources = null) =>
        new(table.Schema, table.Name, hidesRows ?? table.HidesRows, columns ?? table.Columns)
        {
            IsOfAnotherEngine = isOfAnotherEngine ?? table.IsOfAnotherEngine,
            Sources = sources ?? table.Sources,
        };

    private static PositionsTable Table(string schema, string name = "positions", params PositionsForeignKey[] keys) =>
        new(schema, name, hidesRows: false, [new("token", false, false) { ForeignKeys = keys }, new("closed_at", false, false)]);

    private static (string? Place, string? Fault) Choice(PositionsTable[] tables, params PositionsTable[] open) => Choice(new PositionsTableOptions(), tables, open);

    private static (string? Place, string? Fault) Choice(PositionsTableOptions options, PositionsTable[] tables, params PositionsTable[] open)
    {
        var candidates = PositionsSearch.Find(options, Home, tables);
        var used = open.Select(static table => table.ToString()).ToHashSet();
        var (place, fault) = candidates.Choose(
            Home,
            [.. candidates.Places.Select(place => (place, (IReadOnlyList<OpenPositionGroup>)(used.Contains(place.Table.ToString()) ? [new OpenPositionGroup("a", 1)] : [])))]);
        return (place?.Table.ToString(), fault);
    }
}
