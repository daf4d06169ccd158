namespace BirdeyeDiscovery;

/// <summary>
/// Identifies the account whose rates and plan a request uses: the API's address and a fingerprint of the key, never the key.
/// </summary>
internal sealed record Account(string Authority, string KeyFingerprint)
{
    public static Account Of(BirdeyeOptions options) =>
        new(options.BaseUrl.GetLeftPart(UriPartial.Authority), options.ApiKey?.Fingerprint ?? "");
}
