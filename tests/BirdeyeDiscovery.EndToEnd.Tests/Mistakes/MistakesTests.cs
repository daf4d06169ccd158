namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>Each mistake of docs/mistakes.md is made, and what is printed for it is what the page says.</summary>
public sealed class MistakesTests
{
    // Two lines of a wide terminal.
    private const int LongestLine = 360;

    private static readonly Dictionary<string, Func<MistakeHost, Task>> Made =
        new[] { ConfigurationMistakes.All, StoreMistakes.All, CycleMistakes.All, CommandMistakes.All }
            .SelectMany(static mistakes => mistakes)
            .ToDictionary(StringComparer.Ordinal);

    public static TheoryData<string> All => [.. MistakesPage.Rows.Keys];

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_mistake_prints_the_line_of_the_page(string mistake)
    {
        await using var host = new MistakeHost();
        await Made[mistake](host);

        var pattern = MistakesPage.PatternOf(MistakesPage.Rows[mistake]);
        Assert.True(
            host.Lines.Any(pattern.IsMatch),
            $"For '{mistake}' the page has\n{MistakesPage.Rows[mistake]}\nand printed was\n{string.Join('\n', host.Lines)}");
        Assert.All(host.Lines.Where(line => pattern.IsMatch(line)), static line => Assert.InRange(line.Length, 1, LongestLine));
        Assert.True(
            host.Stacks.Any() == pattern.ToString().Contains("stack", StringComparison.Ordinal),
            $"The line of '{mistake}' must speak of a stack if one is printed, and else not:\n{string.Join('\n', host.Stacks)}");
        Assert.DoesNotContain(host.Lines, static line => line.Contains(MistakeHost.Secret, StringComparison.Ordinal));
    }

    [Fact]
    public void The_page_has_each_mistake_that_a_test_makes_and_no_other()
    {
        Assert.Equal(Made.Keys.Order(StringComparer.Ordinal), MistakesPage.Rows.Keys.Order(StringComparer.Ordinal));
        Assert.True(Made.Count >= 30);
    }
}
