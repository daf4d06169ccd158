using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;

namespace BirdeyeDiscovery.Tests;

/// <summary>What the library makes of a store's answers about the bot's table, and what it reports.</summary>
public sealed class TableOpenPositionsTests
{
    private readonly FakeLogger _log = new();
    private readonly FakeTimeProvider _clock = new();
    private readonly FakeTable _table = new();

    [Fact]
    public async Task The_first_look_is_reported_with_the_number_and_the_way_and_not_again()
    {
        _table.Add("positions", isWhole: true);
        _table.Open.AddRange([new OpenPositionGroup("1", 2), new OpenPositionGroup("2", 1)]);
        _table.Matches.AddRange([new PositionMatch("1", "a", PositionToken.Id), new PositionMatch("2", "b", PositionToken.Id)]);
        var positions = Positions(static options => options.Token = PositionToken.Id);

        await positions.GetAsync([], default);
        await positions.GetAsync([], default);

        var record = Assert.Single(_log.Collector.GetSnapshot());
        Assert.Equal((1500, LogLevel.Information, "Discovery 'e': positions: 3 open, by id (bot.positions.token)"), (record.Id.Id, record.Level, record.Message));
        Assert.Null(positions.Fault);
    }

    [Fact]
    public async Task A_position_that_matches_nothing_is_an_error_in_the_log_with_what_it_holds_and_is_over_when_it_is_closed()
    {
        _table.Add("positions");
        _table.Open.Add(new OpenPositionGroup("HEL\nLO", 1));
        var positions = Positions();

        Assert.Equal(PositionState.Unknown, (await positions.GetAsync(["a"], default))["a"]);
        var record = Assert.Single(_log.Collector.GetSnapshot());
        Assert.Equal((1502, LogLevel.Error), (record.Id.Id, record.Level));
        Assert.Contains("1 of 1 open positions in bot.positions.token match no tracked token by address or symbol or id ('HEL?LO')", record.Message, StringComparison.Ordinal);

        _table.Open.Clear();
        Assert.Equal(PositionState.Flat, (await positions.GetAsync(["a"], default))["a"]);
        Assert.Null(positions.Fault);
        Assert.Contains("positions: none open", _log.Collector.GetSnapshot()[^1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fault_that_lasts_is_logged_once_a_minute_with_a_count()
    {
        _table.Add("positions");
        _table.Open.Add(new OpenPositionGroup(null, 1));
        var positions = Positions();
        for (var look = 0; look < 3; look++)
        {
            await positions.GetAsync(["a"], default);
        }

        _clock.Advance(TimeSpan.FromMinutes(2));
        await positions.GetAsync(["a"], default);

        Assert.Equal(2, _log.Collector.Count);
        Assert.EndsWith("It was so 2 more times.", _log.Collector.GetSnapshot()[^1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_that_is_not_there_is_told_at_the_start_and_is_an_error_once_a_token_is_due()
    {
        var positions = Positions();

        await positions.GetAsync([], default);
        Assert.Equal((1501, LogLevel.Information), (_log.Collector.GetSnapshot()[^1].Id.Id, _log.Collector.GetSnapshot()[^1].Level));
        Assert.Null(positions.Fault);

        Assert.Equal(PositionState.Unknown, (await positions.GetAsync(["a"], default))["a"]);
        Assert.Equal((1502, LogLevel.Error), (_log.Collector.GetSnapshot()[^1].Id.Id, _log.Collector.GetSnapshot()[^1].Level));
        Assert.Contains("Positions:WithoutTable", positions.Fault, StringComparison.Ordinal);

        _table.Add("positions");
        Assert.Equal(PositionState.Flat, (await positions.GetAsync(["a"], default))["a"]);
    }

    [Fact]
    public async Task A_store_that_does_not_answer_is_unknown_and_said_so()
    {
        _table.Failure = new DiscoveryStoreException("no rights");
        var positions = Positions(static options => options.WithoutTable = PositionState.Flat);

        Assert.Equal(PositionState.Unknown, (await positions.GetAsync(["a"], default))["a"]);
        Assert.Contains("no rights", positions.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Numbers_that_are_those_of_tokens_only_in_part_are_an_error_that_names_the_others_and_the_keys()
    {
        _table.Add("positions", isWhole: true);
        _table.Open.Add(new OpenPositionGroup("1", 1));
        _table.Matches.Add(new PositionMatch("1", "a", PositionToken.Id));
        _table.Strays.AddRange(["4", "5", "6", "7", "8", "9", "10"]);
        var positions = Positions();

        var states = await positions.GetAsync(["a", "b"], default);

        Assert.Equal((PositionState.Open, PositionState.Unknown), (states["a"], states["b"]));
        Assert.Contains("('4', '5', '6', '7', '8', … are not)", positions.Fault, StringComparison.Ordinal);
        Assert.Contains("Positions:Token to Id", positions.Fault, StringComparison.Ordinal);
        Assert.Equal(PositionState.Flat, (await Positions(static options => options.Token = PositionToken.Id).GetAsync(["b"], default))["b"]);
    }

    [Fact]
    public async Task An_empty_table_that_does_not_fit_is_passed_over_beside_one_that_does_and_one_with_rows_is_not()
    {
        _table.Add("positions");
        _table.AddMisfit("other", "positions");

        Assert.Equal(PositionState.Unknown, (await Positions().GetAsync(["a"], default))["a"]);
        _table.Empty.Add("other.positions");
        Assert.Equal(PositionState.Flat, (await Positions().GetAsync(["a"], default))["a"]);
        _table.Unreadable = "other.positions";
        Assert.Equal(PositionState.Unknown, (await Positions().GetAsync(["a"], default))["a"]);

        _table.Tables.RemoveAt(0);
        _table.Unreadable = null;
        Assert.Equal(PositionState.Unknown, (await Positions().GetAsync(["a"], default))["a"]);
    }

    [Fact]
    public async Task Numbers_that_only_their_values_tell_to_be_rows_are_a_warning_that_names_the_key_until_it_is_set()
    {
        _table.Add("positions", isWhole: true);
        _table.Open.Add(new OpenPositionGroup("1", 1));
        _table.Matches.Add(new PositionMatch("1", "a", PositionToken.Id));
        var positions = Positions();

        await positions.GetAsync([], default);
        await positions.GetAsync([], default);

        var record = Assert.Single(_log.Collector.GetSnapshot(), static record => record.Level == LogLevel.Warning);
        Assert.Equal(1503, record.Id.Id);
        Assert.Contains("the numbers in bot.positions.token are taken for tracked_tokens.id", record.Message, StringComparison.Ordinal);
        Assert.Contains("Positions:Token to Id", record.Message, StringComparison.Ordinal);

        _log.Collector.Clear();
        await Positions(static options => options.Token = PositionToken.Id).GetAsync([], default);
        Assert.DoesNotContain(_log.Collector.GetSnapshot(), static record => record.Level == LogLevel.Warning);
    }

    [Theory]
    [InlineData("closed", true)]
    [InlineData("1", true)]
    [InlineData("1764400000123456", true)]
    [InlineData("", false)]
    [InlineData("0.00", false)]
    [InlineData("-1", false)]
    [InlineData("infinity", false)]
    [InlineData("9999-12-31 23:59:59", false)]
    [InlineData(null, false)]
    public async Task A_closing_time_that_is_none_is_a_warning_unless_it_clearly_stands_for_never(string? closedAt, bool isWarned)
    {
        _table.Add("positions");
        _table.Open.Add(new OpenPositionGroup("a", 1) { ClosedAt = closedAt });
        var positions = Positions();

        Assert.Equal(PositionState.Open, (await positions.GetAsync(["a"], default))["a"]);
        await positions.GetAsync(["a"], default);

        var warning =
            "Discovery 'e': positions: open positions have a closing time in bot.positions.closed_at that is neither NULL "
            + $"nor a plausible time ('{closedAt}'), and count as open. "
            + "Write NULL while a position is open and the time once it is closed, or set Positions:ClosedAtColumn.";
        Assert.Equal(
            isWarned ? [warning] : [],
            _log.Collector.GetSnapshot().Where(static record => record.Id.Id == 1503).Select(static record => record.Message));
    }

    [Fact]
    public async Task A_table_of_another_engine_is_named_where_there_is_no_other()
    {
        _table.Add("positions", isOfAnotherEngine: true);
        var positions = Positions();

        Assert.Equal(PositionState.Unknown, (await positions.GetAsync(["a"], default))["a"]);

        Assert.Contains("there is no table 'positions' of this engine (bot.positions belongs to another one; set Positions:Schema", positions.Fault, StringComparison.Ordinal);
    }

    private TableOpenPositions Positions(Action<PositionsTableOptions>? configure = null)
    {
        var options = new PositionsTableOptions();
        configure?.Invoke(options);
        return new TableOpenPositions("e", options, _table, _clock, _log, _log);
    }

    private sealed class FakeTable : IPositionsTable
    {
        public List<PositionsTable> Tables { get; } = [];

        public List<OpenPositionGroup> Open { get; } = [];

        public List<PositionMatch> Matches { get; } = [];

        public List<string> Strays { get; } = [];

        public HashSet<string> Empty { get; } = [];

        public string? Unreadable { get; set; }

        public DiscoveryStoreException? Failure { get; set; }

        public string? Home => "home";

        public void Add(string name, bool isWhole = false, bool isOfAnotherEngine = false) =>
            Tables.Add(
                new PositionsTable("bot", name, hidesRows: false, [new PositionsColumn("token", isWhole, isRequired: false), new PositionsColumn("closed_at", isWhole: false, isRequired: false)])
                {
                    IsOfAnotherEngine = isOfAnotherEngine,
                });

        public void AddMisfit(string schema, string name) =>
            Tables.Add(new PositionsTable(schema, name, hidesRows: false, [new PositionsColumn("token", isWhole: false, isRequired: false)]));

        public ValueTask<bool> HasRowsAsync(PositionsTable table, CancellationToken cancellationToken) =>
            Unreadable == table.ToString() ? throw new DiscoveryStoreException("no rights") : new(!Empty.Contains(table.ToString()));

        public ValueTask<IReadOnlyList<PositionsTable>> FindAsync(string plainName, CancellationToken cancellationToken) =>
            Failure is null ? new(Tables) : throw Failure;

        public ValueTask<IReadOnlyList<OpenPositionGroup>> ReadOpenAsync(PositionsPlace place, CancellationToken cancellationToken) => new(Open);

        public ValueTask<IReadOnlyList<PositionMatch>> MatchAsync(IReadOnlyCollection<string> texts, CancellationToken cancellationToken) => new(Matches);

        public ValueTask<IReadOnlyList<string>> FindStrayNumbersAsync(PositionsPlace place, int limit, CancellationToken cancellationToken) => new([.. Strays.Take(limit)]);

        public ValueTask<IReadOnlyList<PositionMatch>> MatchEarlierSymbolsAsync(
            IReadOnlyCollection<string>? addresses, IReadOnlyCollection<string> symbols, CancellationToken cancellationToken) => new([]);

        public ValueTask<IReadOnlyList<string>> KnownAsync(IReadOnlyCollection<string> addresses, CancellationToken cancellationToken) => new([.. addresses]);
    }
}
