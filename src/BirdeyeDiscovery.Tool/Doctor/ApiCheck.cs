using BirdeyeDiscovery.Sources;

namespace BirdeyeDiscovery.Tool;

/// <summary>The doctor's check that the API accepts the key, by one request, and on demand which calls the plan refuses.</summary>
internal static class ApiCheck
{
    private const string Key = "key";
    private const string Plan = "plan";
    private const int Candles = 12;

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    public static async Task<IReadOnlyList<Finding>> RunAsync(
        ToolHost host, TimeProvider clock, bool wholePlan, CancellationToken cancellationToken)
    {
        var options = host.Options;
        if (options.Birdeye.ApiKey is null)
        {
            return
            [
                Finding.Warning(
                    Key, "There is no API key.", "Set BirdeyeDiscovery__Birdeye__ApiKey. Without it, run uses a generated market."),
            ];
        }

        var source = host.Get<IMarketSource>();
        using var calls = new CallScope(options.Birdeye, LongestWait);
        var list = await source.ReadListAsync(1, calls, cancellationToken);
        if ((list.Failure ?? (list.Value?.Failures is [var first, ..] ? first : null)) is { } failure)
        {
            return [Fault(failure)];
        }

        var findings = new List<Finding> { Finding.Ok(Key, "The API accepts the key.") };
        if (!wholePlan)
        {
            findings.Add(Finding.Ok(Plan, $"Asked for the list only ({Cost(calls)}); --plan asks every endpoint once."));
        }
        else if (list.Value?.Tokens is [var token, ..])
        {
            var refused = await RefusedAsync(source, token.Address, clock.GetUtcNow(), calls, cancellationToken);
            findings.Add(refused.Count == 0
                ? Finding.Ok(Plan, $"The plan includes every call of a cycle ({Cost(calls)}).")
                : Finding.Warning(
                    Plan,
                    $"The plan refuses {string.Join(", ", refused)} ({Cost(calls)}).",
                    "Their inputs count as unknown. docs/plans.md says which plan includes what."));
        }

        return findings;
    }

    private static async Task<IReadOnlyList<string>> RefusedAsync(
        IMarketSource source, string address, DateTimeOffset now, CallScope calls, CancellationToken cancellationToken)
    {
        var candles = new CandleRequest(address, CandleInterval.FiveMinutes, Candles, now);
        var facts = new FactsRequest { Address = address };
        SourceFailure?[] failures =
        [
            (await source.ReadSecurityAsync([address], calls, cancellationToken)).Values.FirstOrDefault()?.Failure,
            (await source.ReadFactsAsync([facts], calls, cancellationToken)).Values.FirstOrDefault()?.Failure,
            (await source.ReadSwapsAsync([address], calls, cancellationToken)).Values.FirstOrDefault()?.Failure,
            (await source.ReadCandlesAsync([candles], calls, cancellationToken)).Values.FirstOrDefault()?.Failure,
        ];
        return
        [
            .. failures
                .Where(static failure => failure?.Kind is SourceFailureKind.PlanRefused or SourceFailureKind.AccountRefused)
                .Select(static failure => failure!.Call)
                .Concat(source.RefusedCalls)
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];
    }

    private static Finding Fault(SourceFailure failure)
    {
        var status = failure.Status is { } code ? string.Create(CultureInfo.InvariantCulture, $" (HTTP {code})") : "";
        var detail = failure.Detail.Length == 0 ? "" : $": {PlainText.Clean(failure.Detail, 200)}";
        return failure.Kind switch
        {
            SourceFailureKind.Unauthorized => Finding.Fault(
                Key, $"The API refuses the key{status}{detail}", "Copy the key from the account again."),
            SourceFailureKind.AccountRefused or SourceFailureKind.PlanRefused => Finding.Fault(
                Key, $"The API refuses the account{status}{detail}", "Look at the account: is it suspended, or the key withdrawn?"),
            SourceFailureKind.CreditsExhausted => Finding.Fault(
                Key, $"The compute units of the month are used up{status}{detail}", "Wait for the reset or choose a larger plan: "
                    + "docs/budget.md."),
            SourceFailureKind.RateLimited => Finding.Warning(
                Key, $"The API has too many requests{status}{detail}", "Lower Birdeye:RequestsPerSecond, or ask again later."),
            SourceFailureKind.Intercepted or SourceFailureKind.NotJson => Finding.Fault(
                Key, $"Something on the way answers instead of the API{status}{detail}", "Look at the proxy or firewall of this host."),
            _ => Finding.Fault(
                Key, $"The API does not answer as it should{status}{detail}", "Check the network of this host, and Birdeye:BaseUrl."),
        };
    }

    private static string Cost(CallScope calls) => $"{Figures.Many(calls.Calls, "call")}, {Figures.Many(calls.ComputeUnits, "unit")}";
}
