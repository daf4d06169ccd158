namespace BirdeyeDiscovery.Tool;

/// <summary>Runs all checks of the doctor, one after the other. A check that needs what an earlier one found faulty is left out.</summary>
internal static class Examination
{
    /// <summary>Yields the findings of the doctor as they are made.</summary>
    /// <param name="context">What is outside of the tool.</param>
    /// <param name="settings">The common options of the command line.</param>
    /// <param name="wholePlan">Whether every kind of call of a cycle is made once, and not only that of the list.</param>
    /// <param name="cancellationToken">Cancels the checks.</param>
    public static async Task<IReadOnlyList<Finding>> RunAsync(
        ToolContext context, ToolSettings settings, bool wholePlan, CancellationToken cancellationToken)
    {
        var findings = new List<Finding>();
        ToolHost host;
        try
        {
            host = ToolHost.Create(context, settings);
        }
        catch (ToolException fault)
        {
            return [Finding.Fault(ConfigurationCheck.Name, fault.Message, "Correct the file or the command line.")];
        }

        await using (host)
        {
            findings.AddRange(ConfigurationCheck.Run(context, settings, host));
            if (findings.Any(static finding => finding.Status == FindingStatus.Fault))
            {
                return findings;
            }

            var store = await StoreCheck.RunAsync(host, cancellationToken);
            findings.AddRange(store);
            var isOpen = store.All(static finding => finding.Status != FindingStatus.Fault);
            if (isOpen)
            {
                findings.AddRange(await LedgerCheck.RunAsync(host, context.Clock, cancellationToken));
            }

            findings.Add(await CacheCheck.RunAsync(host, cancellationToken));
            findings.AddRange(await ApiCheck.RunAsync(host, context.Clock, wholePlan, cancellationToken));
            findings.AddRange(await ClockCheck.RunAsync(host, context.Clock, isOpen, cancellationToken));
        }

        return findings;
    }
}
