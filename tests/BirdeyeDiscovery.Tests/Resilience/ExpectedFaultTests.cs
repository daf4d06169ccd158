using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;

namespace BirdeyeDiscovery.Tests;

/// <summary>Warnings and errors about expected faults carry no exception, whose stack would be printed below them.</summary>
public sealed partial class ExpectedFaultTests
{
    // Code of the host threw, and its author needs the stack.
    private static readonly string[] OfTheHost = ["DisposalFailed", "HostPartFailed", "ObserverFailed", "ObserverFailed"];

    [Fact]
    public void The_stack_of_an_exception_of_the_library_is_logged_at_Debug()
    {
        var log = new FakeLogger();
        Exception[] expected = [new DiscoveryStoreException("down"), new StrategyConfigException("no such type")];

        Assert.Null(ExpectedFault.Stack(log, "", expected[0]));
        Assert.Null(ExpectedFault.Stack(log, "", expected[1], isExpected: true));
        Assert.Equal(expected, log.Collector.GetSnapshot().Select(static record => record.Exception));
        Assert.All(log.Collector.GetSnapshot(), static record => Assert.Equal(LogLevel.Debug, record.Level));
    }

    [Fact]
    public void Another_exception_keeps_its_stack()
    {
        var log = new FakeLogger();
        Exception[] others =
        [
            new InvalidOperationException("a fault of the program"),
            new DiscoveryStoreException("a row breaks a rule") { IsDefect = true },
            new StrategyConfigException("thrown by a factory", new FormatException("for this reason")),
            new AggregateException(new DiscoveryStoreException("down")),
            new BirdeyeCallException(new SourceFailure { Kind = SourceFailureKind.Network, Call = "Trending" }),
        ];

        Assert.All(others, failure => Assert.Same(failure, ExpectedFault.Stack(log, "", failure)));
        Assert.Empty(log.Collector.GetSnapshot());
    }

    [Fact]
    public void Only_faults_of_the_hosts_code_are_logged_with_their_exception_in_every_case()
    {
        var always = Directory.EnumerateFiles(Path.Combine(QualityTests.FindRoot(), "src"), "*.cs", SearchOption.AllDirectories)
            .Where(static file => !file.Split(Path.DirectorySeparatorChar).Contains("obj"))
            .SelectMany(static file => WithException().Matches(File.ReadAllText(file)))
            .Select(static message => message.Groups["name"].Value)
            .Where(static name => name != "FaultStack");

        Assert.Equal(OfTheHost, always.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_line_that_may_have_no_stack_has_the_cause_in_its_text()
    {
        var lines = Directory.EnumerateFiles(Path.Combine(QualityTests.FindRoot(), "src"), "*.cs", SearchOption.AllDirectories)
            .Where(static file => !file.Split(Path.DirectorySeparatorChar).Contains("obj"))
            .SelectMany(static file => WithoutException().Matches(File.ReadAllText(file)))
            .ToList();

        Assert.True(lines.Count >= 8, "The lines are not found.");
        Assert.All(lines, static line => Assert.Contains("{Cause}", line.Groups["text"].Value, StringComparison.Ordinal));
    }

    [GeneratedRegex(@"\[LoggerMessage\((?<text>[^\]]+)\]\s+(?:public|private) static partial void \w+\([^)]*\bException\? \w+\)")]
    private static partial Regex WithoutException();

    [GeneratedRegex(@"static partial void (?<name>\w+)\([^)]*\bException \w+\)")]
    private static partial Regex WithException();
}
