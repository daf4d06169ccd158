namespace BirdeyeDiscovery;

/// <summary>
/// Identifies the account whose rate limits and plan apply to a request, by the API's address and a fingerprint of the key, never by the
/// key.
/// </summary>
internal sealed record Account(string Authority, string KeyFingerprint)
{
    public static Account Of(BirdeyeOptions options) =>
        new(options.BaseUrl.GetLeftPart(UriPartial.Authority), options.ApiKey?.Fingerprint ?? "");
}
