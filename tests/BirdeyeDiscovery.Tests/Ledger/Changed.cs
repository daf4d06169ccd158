using System.Globalization;
using BirdeyeDiscovery.Ledger;

namespace BirdeyeDiscovery.Tests.Ledger;

/// <summary>Applies what a counterfactual says to a stored input, by the names and texts alone.</summary>
internal static class Changed
{
    public static CycleInput Input(ReadOnlyMemory<byte> block, string address, Counterfactual change, string value)
    {
        var input = CycleInputCodec.Unpack(block);
        switch (change.Kind)
        {
            case CounterfactualKind.Option when OptionTable.ByPath.TryGetValue(change.Name, out var key):
                Assert.Equal(change.From, key.Text(input.Options));
                Assert.True(key.TryRead(value, input.Options), $"{change.Name} = {value}");
                Assert.True(key.IsAllowed(input.Options), $"{change.Name} = {value}");
                return input;
            case CounterfactualKind.Option:
                var list = OptionLists.All.Single(list => change.Name == list.Path).Get(input.Options);
                _ = value == "has the address" ? list.Add(address) : list.Remove(address);
                return input;
            case CounterfactualKind.State when change.Name == nameof(CycleState.WarmUpCycles):
                return input with { State = input.State with { WarmUpCycles = new Dictionary<string, int>(input.State.WarmUpCycles) { [address] = int.Parse(value, CultureInfo.InvariantCulture) } } };
            case CounterfactualKind.State when change.Name == nameof(CycleState.PeakLiquidityUsd):
                return input with
                {
                    State = input.State with
                    {
                        PeakLiquidityUsd = new Dictionary<string, decimal>(input.State.PeakLiquidityUsd)
                        {
                            [address] = decimal.Parse(value, CultureInfo.InvariantCulture),
                        },
                    },
                };
            case CounterfactualKind.State:
                return input with { State = input.State with { Tokens = [.. input.State.Tokens.Select(token => token.Address == address ? Set(token with { }, change.Name, value) : token)] } };
            default:
                return input with { Candidates = [.. input.Candidates.Select(facts => facts.Address == address ? Facts(input, facts, change.Name, value) : facts)] };
        }
    }

    private static CandidateFacts Facts(CycleInput input, CandidateFacts facts, string name, string value) => name switch
    {
        nameof(ScoreInputs.AgeHours) => facts with { Security = facts.Security! with { CreatedAt = input.CycleTimestamp.AddHours(-double.Parse(value, CultureInfo.InvariantCulture)) } },
        nameof(CandidateFacts.FailedCalls) => facts with { FailedCalls = value == "none" ? [] : value.Split(", ") },
        _ when typeof(CandidateFacts).GetProperty(name) is not null => Set(facts with { }, name, value),
        _ => facts with { Security = Set(facts.Security! with { }, name, value) },
    };

    private static T Set<T>(T row, string name, string text)
        where T : class
    {
        var property = row.GetType().GetProperty(name)!;
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        object? value = type == typeof(bool) ? text == "yes"
            : type == typeof(string) ? (text == "nobody" ? null : text)
            : Convert.ChangeType(text, type, CultureInfo.InvariantCulture);
        property.SetValue(row, value);
        return row;
    }
}
