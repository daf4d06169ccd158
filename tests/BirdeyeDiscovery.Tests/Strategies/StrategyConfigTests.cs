using System.Text.Json.Serialization;

namespace BirdeyeDiscovery.Tests.Strategies;

/// <summary>The host's configuration type through its own JSON context; what cannot be read is invalid and never a default.</summary>
public sealed partial class StrategyConfigTests
{
    [Fact]
    public void The_shipped_configuration_is_written_in_the_seeds_names_and_comes_back()
    {
        var config = new SignalConfig { RsiOversold = 40, EmaSlow = 50 };

        var json = SignalConfig.Format.Write("momentum", config);
        var reading = SignalConfig.Format.Read(Strategy(json));

        Assert.Equal(
            """{"rsi_period":14,"rsi_oversold":40,"rsi_overbought":70,"ema_fast":9,"ema_slow":50,"volume_multiplier":1.5"""
            + ""","stop_loss_pct":5,"take_profit_pct":10,"max_hold_minutes":240}""",
            json);
        Assert.Equal((StrategyConfigStatus.Valid, config), (reading.Status, reading.Value));
        Assert.Equal(new SignalConfig { RsiOversold = 41 }, SignalConfig.Format.ReadOrThrow(Strategy("""{"rsi_oversold": 41}""")));
    }

    [Fact]
    public void No_configuration_is_none_and_not_a_default()
    {
        Assert.Equal((StrategyConfigStatus.None, null), (SignalConfig.Format.Read(Strategy(null)).Status, SignalConfig.Format.Read(Strategy(null)).Value));
        Assert.Null(SignalConfig.Format.ReadOrThrow(Strategy(null)));
    }

    [Theory]
    [InlineData("""{"rsi_oversold": 135}""", "rsi_oversold is 135; allowed is a number from 0 to 100")]
    [InlineData("""{"rsi_oversold": 80}""", "rsi_oversold is 80; allowed is a number below rsi_overbought, which is 70")]
    [InlineData("""{"ema_fast": 30}""", "ema_fast is 30; allowed is a whole number below ema_slow, which is 21")]
    [InlineData("""{"rsi_oversold": "low"}""", "rsi_oversold is \"low\"; allowed is a number")]
    [InlineData("""{"rsi_period": 1.5}""", "rsi_period is 1.5; allowed is a whole number")]
    [InlineData("""{"rsi_oversol": 35}""", "rsi_oversol is 35; allowed is one of rsi_period, rsi_oversold, rsi_overbought")]
    [InlineData("[1]", "$ is [1]; allowed is an object")]
    [InlineData("null", "$ is null; allowed is")]
    [InlineData("{", "$ is {; allowed is JSON")]
    public void What_cannot_be_used_is_invalid_and_names_field_value_and_what_is_allowed(string json, string words)
    {
        var reading = SignalConfig.Format.Read(Strategy(json));

        Assert.Equal((StrategyConfigStatus.Invalid, null), (reading.Status, reading.Value));
        Assert.StartsWith(words, Assert.Single(reading.Faults).ToString(), StringComparison.Ordinal);
        var error = Assert.Throws<StrategyConfigException>(() => SignalConfig.Format.ReadOrThrow(Strategy(json)));
        Assert.StartsWith($"The configuration of TOK (address) is invalid: {words}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_field_out_of_range_is_named()
    {
        var faults = new SignalConfigValidator().Validate("momentum", new SignalConfig(1, -1, 101, 0, 1, -1, 0, double.NaN, 0));

        Assert.Equal(
            ["rsi_period", "rsi_oversold", "rsi_overbought", "ema_fast", "ema_slow", "volume_multiplier", "stop_loss_pct", "take_profit_pct", "max_hold_minutes"],
            faults.Select(static fault => fault.Field));
        Assert.Empty(new SignalConfigValidator().Validate("momentum", new SignalConfig()));
        Assert.Throws<StrategyConfigException>(() => SignalConfig.Format.Write("momentum", new SignalConfig { RsiPeriod = 0 }));
    }

    [Fact]
    public void A_host_brings_its_own_type_context_and_validator()
    {
        var format = new StrategyConfigFormat<Own>(OwnContext.Default.Own, new OwnValidator());

        Assert.Equal("""{"Legs":3,"Note":null}""", format.Write("grid", new Own(3, null)));
        Assert.Equal(new Own(2, "x"), format.ReadOrThrow(Strategy("""{"Legs":2,"Note":"x"}""")));
        Assert.Equal("Legs is 3; allowed is 1 for grids", Assert.Single(format.Read(Strategy("""{"Legs":3}""") with { StrategyType = "grids" }).Faults).ToString());
    }

    [Fact]
    public void A_factory_by_type_names_the_type_it_does_not_know()
    {
        var factory = StrategyFactory.ByType(new Dictionary<string, Func<TokenStrategy, string>> { ["b"] = static strategy => strategy.Symbol, ["a"] = static _ => "a" });

        Assert.Equal("TOK", factory.Create(Strategy(null) with { StrategyType = "b" }));
        Assert.Equal("StrategyType is 'momentum'; allowed is one of a, b.", Assert.Throws<StrategyConfigException>(() => factory.Create(Strategy(null))).Message);
    }

    private static TokenStrategy Strategy(string? json) => new("address", "TOK", "momentum", json) { Version = 3 };

    internal sealed record Own(int Legs, string? Note);

    private sealed class OwnValidator : IStrategyConfigValidator<Own>
    {
        public IReadOnlyList<StrategyConfigFault> Validate(string strategyType, Own config) =>
            strategyType == "grids" && config.Legs != 1 ? [new StrategyConfigFault("Legs", "3", "1 for grids")] : [];
    }

    [JsonSerializable(typeof(Own))]
    private sealed partial class OwnContext : JsonSerializerContext;
}
