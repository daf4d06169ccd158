using CsCheck;

namespace BirdeyeDiscovery.Tests;

public sealed class CandleKeyOwnersTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly string[] Symbols = ["BONK", "WIF", "bonk", "", "a b", "mint07", "💣", "$MEME"];

    private static readonly Gen<TrackedToken[]> Sets = Gen.Select(
            Gen.Int[0, 30],
            Gen.Int[0, 7].Select(index => Symbols[index]),
            Gen.Int[0, 3],
            Gen.Int[1, 3].Select(number => (TokenStatus)number),
            Gen.Bool)
        .Array[0, 15]
        .Select(rows => rows
            .DistinctBy(row => row.Item1)
            .Select(row => Token($"mint{row.Item1:00}", row.Item2, row.Item3, row.Item5) with { Status = row.Item4 })
            .ToArray());

    [Theory]
    [InlineData("SOL")]
    [InlineData("$WIF")]
    [InlineData("a.b_c-d")]
    [InlineData("x")]
    [InlineData("ABCDEFGHIJKLMNOPQRST")]
    public void A_plain_symbol_names_the_list(string symbol) => Assert.Equal(symbol, CandleKeyOwners.Assign([Token("mint", symbol)])["mint"]);

    [Theory]
    [InlineData("")]
    [InlineData("ABCDEFGHIJKLMNOPQRSTU")]
    [InlineData("A B")]
    [InlineData("A:5m")]
    [InlineData("A*")]
    [InlineData("ΑBC")]
    [InlineData("💣")]
    [InlineData("A\n")]
    [InlineData("A\u0000")]
    public void Any_other_symbol_does_not(string symbol) => Assert.Equal("mint", CandleKeyOwners.Assign([Token("mint", symbol)])["mint"]);

    [Fact]
    public void Of_homonyms_the_permanent_one_owns_the_symbol_then_the_oldest_then_the_lower_address()
    {
        TrackedToken[] tokens = [Token("d", "X", 5, isPermanent: true), Token("c", "X", 1), Token("b", "X", 2), Token("a", "X", 2)];
        Assert.Equal("d", Owner(tokens));
        Assert.Equal("c", Owner(tokens[1..]));
        Assert.Equal("a", Owner(tokens[2..]));
        Assert.Equal(["a", "b", "c", "X"], CandleKeyOwners.Assign(tokens).OrderBy(pair => pair.Key).Select(pair => pair.Value));
    }

    [Fact]
    public void Paused_tokens_keep_their_list_and_removed_ones_have_none()
    {
        var names = CandleKeyOwners.Assign([Token("a", "X") with { Status = TokenStatus.Paused }, Token("b", "Y") with { Status = TokenStatus.Removed }]);
        Assert.Equal("X", names["a"]);
        Assert.DoesNotContain("b", names.Keys);
    }

    [Fact]
    public void A_symbol_that_spells_the_address_of_another_token_does_not_take_its_list()
    {
        var names = CandleKeyOwners.Assign([Token("attacker", "victim", isPermanent: true), Token("victim", "OK OK")]);
        Assert.Equal("attacker", names["attacker"]);
        Assert.Equal("victim", names["victim"]);
    }

    [Fact]
    public void When_the_owner_changes_the_list_is_dropped_and_both_are_written_anew()
    {
        var before = CandleKeyOwners.Assign([Token("a", "X", 1), Token("b", "X", 2)]);
        var after = CandleKeyOwners.Assign([Token("a", "X", 1), Token("b", "X", 2, isPermanent: true)]);
        var changes = CandleKeyOwners.Changes(before, after);
        Assert.Equal(["X", "b"], changes.DroppedNames);
        Assert.Equal(["a", "b"], changes.MovedAddresses);
    }

    [Fact]
    public void On_rename_the_old_name_is_dropped_and_the_list_written_anew()
    {
        var changes = CandleKeyOwners.Changes(CandleKeyOwners.Assign([Token("a", "OLD")]), CandleKeyOwners.Assign([Token("a", "NEW")]));
        Assert.Equal(["OLD"], changes.DroppedNames);
        Assert.Equal(["a"], changes.MovedAddresses);
    }

    [Fact]
    public void A_newcomer_that_inherits_a_name_starts_with_an_empty_list()
    {
        var changes = CandleKeyOwners.Changes(CandleKeyOwners.Assign([Token("a", "X")]), CandleKeyOwners.Assign([Token("b", "X")]));
        Assert.Equal(["X"], changes.DroppedNames);
        Assert.Equal(["b"], changes.MovedAddresses);
    }

    [Fact]
    public void Nothing_changes_when_nothing_changed()
    {
        var names = CandleKeyOwners.Assign([Token("a", "X"), Token("b", "X"), Token("c", "Y")]);
        var changes = CandleKeyOwners.Changes(names, names);
        Assert.Empty(changes.DroppedNames);
        Assert.Empty(changes.MovedAddresses);
    }

    [Fact]
    public void No_two_tokens_ever_share_a_name_and_the_order_of_the_tokens_does_not_matter() =>
        Sets.Sample(
            tokens =>
            {
                var names = CandleKeyOwners.Assign(tokens);
                Assert.Equal(names.Count, names.Values.Distinct(StringComparer.Ordinal).Count());
                Assert.Equal(tokens.Count(token => token.Status != TokenStatus.Removed), names.Count);
                Assert.Equal(names.OrderBy(pair => pair.Key), CandleKeyOwners.Assign(tokens.Reverse()).OrderBy(pair => pair.Key));
            },
            iter: 10_000);

    [Fact]
    public void After_the_changes_each_list_holds_the_candles_of_its_own_token_only() =>
        Gen.Select(Sets, Sets).Sample(
            (first, second) =>
            {
                var before = CandleKeyOwners.Assign(first);
                var after = CandleKeyOwners.Assign(second);
                var changes = CandleKeyOwners.Changes(before, after);
                var lists = before.ToDictionary(pair => pair.Value, pair => pair.Key);
                foreach (var name in changes.DroppedNames)
                {
                    lists.Remove(name);
                }

                foreach (var address in changes.MovedAddresses)
                {
                    lists[after[address]] = address;
                }

                Assert.All(lists, list => Assert.Equal(list.Key, after[list.Value]));
                Assert.All(after.Where(pair => before.ContainsKey(pair.Key)), pair => Assert.Equal(pair.Key, lists[pair.Value]));
            },
            iter: 10_000);

    private static string Owner(TrackedToken[] tokens) => CandleKeyOwners.Assign(tokens).Single(pair => pair.Value == "X").Key;

    private static TrackedToken Token(string address, string symbol, int minutes = 0, bool isPermanent = false) => new()
    {
        Address = address,
        Symbol = symbol,
        Category = TokenCategory.Emerging,
        DiscoveredAt = Start.AddMinutes(minutes),
        Status = TokenStatus.Active,
        StrategyType = "momentum",
        IsPermanent = isPermanent,
    };
}
