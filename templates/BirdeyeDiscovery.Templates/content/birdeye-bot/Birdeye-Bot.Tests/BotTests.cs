using BirdeyeDiscovery;
using BirdeyeDiscovery.Storage;
using BirdeyeDiscovery.Strategies;
using BirdeyeDiscovery.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Birdeye_Bot.Tests;

public sealed class BotTests
{
    private static readonly DipStrategy Strategy = new(new SignalConfig(EmaFast: 3, StopLossPct: 5, TakeProfitPct: 10));

    [Theory]
    [InlineData("100 100 94", "Buy")]
    [InlineData("100 100 96", "None")]
    [InlineData("100 105 111", "Sell")]
    [InlineData("100 94", "None")]
    public void The_strategy_buys_a_dip_and_sells_a_rise(string closes, string expected)
    {
        var candles = closes.Split(' ').Select(double.Parse)
            .Select(static (price, index) => new Candle(index * 300, price, price, price, price, 1))
            .ToList();

        Assert.Equal(expected, Strategy.Decide(candles).ToString());
    }

    [Fact]
    public async Task The_bot_has_a_signal_for_each_token_that_the_engine_tracks()
    {
        var folder = Directory.CreateTempSubdirectory("birdeye-bot-");
        await using var birdeye = new LocalBirdeye(new LocalBirdeyeOptions { Plan = new LocalPlan { RequestsPerSecond = 1_000 } });
        var configuration = new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"))
            .AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["BirdeyeDiscovery:Birdeye:BaseUrl"] = "http://127.0.0.1/",
                ["BirdeyeDiscovery:Birdeye:RequestsPerSecond"] = "500",
                ["BirdeyeDiscovery:Discovery:TrendingLimit"] = "10",
            })
            .Build();
        var services = new ServiceCollection().AddLogging();
        services.AddBot(configuration, Path.Combine(folder.FullName, "bot.db"))
            .UseHttpHandler(_ => birdeye.CreateHandler())
            .WithoutHostedService();
        await using (var provider = services.BuildServiceProvider())
        {
            var result = await provider.GetRequiredService<IDiscoveryEngine>().RunCycleAsync(TestContext.Current.CancellationToken);

            Assert.Equal(CycleOutcome.Complete, result.Snapshot?.Outcome);
            Assert.NotEmpty(result.ActiveTokens);
            Assert.All(result.ActiveTokens, static token => Assert.Equal(DipStrategy.Type, token.StrategyType));
            Assert.Equal(
                result.ActiveTokens.Select(static token => token.Address).Order(),
                provider.GetRequiredService<Bot>().Signals.Keys.Order());
        }

        folder.Delete(recursive: true);
    }
}
