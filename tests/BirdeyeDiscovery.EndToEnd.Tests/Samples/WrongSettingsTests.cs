using BirdeyeDiscovery.EndToEnd.Tests.Support;

namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>Each sample ends with 2 and one line on the error stream for each wrong setting, and with no stack.</summary>
public sealed class WrongSettingsTests
{
    private const string Interval = "BirdeyeDiscovery:Discovery:Interval is '2m'; allowed: a duration";

    public static TheoryData<string> Samples =>
        [.. Directory.EnumerateDirectories(Checkout.PathOf("samples")).Select(static folder => Path.GetFileName(folder)!)];

    public static TheoryData<string> SamplesWithFile => [.. Samples.Select(static row => row.Data).Where(static sample => sample != "TradingBotHost")];

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task A_wrong_setting_ends_a_sample_with_2_and_one_line(string sample)
    {
        using var folder = new TemporaryFolder();
        var settings = new Dictionary<string, string> { ["BirdeyeDiscovery__Discovery__Interval"] = "2m" };
        if (sample == "ReaderBot")
        {
            settings["ConnectionStrings__Redis"] = "redis.invalid:6379";
        }

        await using var run = HostRun.StartSample(sample, folder.Path, settings);

        Assert.Equal(2, await run.ExitAsync());
        Assert.StartsWith(Interval, Assert.Single(Lines(run.Errors)), StringComparison.Ordinal);
        AssertNoStack(run);
    }

    [Theory]
    [InlineData("DiscoveryHost")]
    [InlineData("MonitoredHost")]
    public async Task Wrong_settings_of_several_parts_have_a_line_each(string sample)
    {
        using var folder = new TemporaryFolder();
        var settings = new Dictionary<string, string>
        {
            ["BirdeyeDiscovery__Discovery__Interval"] = "2m",
            ["BirdeyeDiscovery__Birdeye__ApiKey"] = "a-key",
            ["ConnectionStrings__Redis"] = "http://redis.invalid:6379",
        };
        await using var run = HostRun.StartSample(sample, folder.Path, settings);

        Assert.Equal(2, await run.ExitAsync());
        Assert.Collection(
            Lines(run.Errors).Order(StringComparer.Ordinal),
            static line => Assert.StartsWith(Interval, line, StringComparison.Ordinal),
            static line => Assert.StartsWith("ConnectionStrings:Redis is a URI of another kind", line, StringComparison.Ordinal));
        AssertNoStack(run);
    }

    /// <remarks>The bot reads the environment alone.</remarks>
    [Theory]
    [MemberData(nameof(SamplesWithFile))]
    public async Task A_file_of_settings_that_is_no_JSON_ends_a_sample_with_2_and_the_place_of_the_fault(string sample)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("appsettings.json"), "{\n  \"Database\": 1,,\n}", TestContext.Current.CancellationToken);
        await using var run = HostRun.StartSample(sample, folder.Path, settings: null);

        Assert.Equal(2, await run.ExitAsync());
        var line = Assert.Single(Lines(run.Errors));
        Assert.StartsWith("The configuration cannot be read: ", line, StringComparison.Ordinal);
        Assert.Contains("LineNumber: 1", line, StringComparison.Ordinal);
        AssertNoStack(run);
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static void AssertNoStack(HostRun run) => Assert.DoesNotContain(
        Lines(run.Output + run.Errors), static line => line.StartsWith("at ", StringComparison.Ordinal));
}
