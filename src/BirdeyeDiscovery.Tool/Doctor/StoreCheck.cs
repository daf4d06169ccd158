namespace BirdeyeDiscovery.Tool;

/// <summary>The doctor's check that the store answers and has the schema of this version.</summary>
internal static class StoreCheck
{
    private const string Store = "store";
    private const string Schema = "schema";

    public static async Task<IReadOnlyList<Finding>> RunAsync(ToolHost host, CancellationToken cancellationToken)
    {
        var place = host.Place.Name;
        try
        {
            await host.OpenAsync(cancellationToken);
        }
        catch (ToolException fault) when (fault.InnerException is DiscoveryStoreException { IsTransient: false }
            && fault.Message.Contains(Schema, StringComparison.Ordinal))
        {
            return
            [
                Finding.Ok(Store, $"{place} answers."),
                Finding.Fault(Schema, fault.Message, "Run birdeye-discovery migrate, or update the tool if the schema is newer."),
            ];
        }
        catch (ToolException fault)
        {
            return [Finding.Fault(Store, fault.Message, "Check the path or the connection string, and that the server runs.")];
        }

        return [Finding.Ok(Store, $"{place} answers."), Finding.Ok(Schema, "It is that of this version.")];
    }
}
