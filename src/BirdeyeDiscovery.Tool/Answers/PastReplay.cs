namespace BirdeyeDiscovery.Tool;

/// <summary>Replays past cycles for answers of the tool.</summary>
internal static class PastReplay
{
    /// <summary>Gets the data of the tool's answer on whether the cycles of a period replay as they were stored.</summary>
    /// <exception cref="ToolException">Nothing of it can be replayed.</exception>
    public static async Task<ReplayVerification> VerifyAsync(ToolHost host, Period period, CancellationToken cancellationToken)
    {
        var check = await host.Get<ICycleReplayer>().VerifyAsync(period.From, period.To, cancellationToken);
        return check is { Equal: 0, Different: 0, OfOtherScorers: 0 }
            ? throw ToolException.NoAnswer($"The input of {Figures.Many(check.WithoutInput, "cycle")} is not stored, so nothing can be "
                + $"replayed: retention dropped it, or an older version wrote them.")
            : check;
    }

    /// <summary>Replays a period with other options for an answer of the tool.</summary>
    /// <exception cref="ToolException">Nothing of it can be replayed, or an option is not allowed.</exception>
    public static async Task<WhatIf> WhatIfAsync(
        ToolHost host, IReadOnlyDictionary<string, string> options, Period period, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await WhatIf.RunAsync(host.Get<ICycleReplayer>(), options, period, cancellationToken);
            return answer.Cycles == 0
                ? throw ToolException.NoAnswer("There is no cycle with a stored input in this period.")
                : answer;
        }
        catch (ArgumentException refused)
        {
            throw ToolException.Usage(refused.Message);
        }
    }
}
