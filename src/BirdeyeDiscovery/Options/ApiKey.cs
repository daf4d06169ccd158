using System.Security.Cryptography;
using System.Text;

namespace BirdeyeDiscovery;

/// <summary>A secret that does not print itself.</summary>
/// <remarks>Only the code that validates the key, sets the request header or removes the key from texts reads the secret.</remarks>
public sealed class ApiKey
{
    private readonly string _secret;

    /// <summary>Initializes a new instance of the <see cref="ApiKey"/> class.</summary>
    /// <param name="secret">The key; white space around it is dropped.</param>
    /// <exception cref="ArgumentException">The key is empty.</exception>
    public ApiKey(string secret)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(secret);
        _secret = secret.Trim();
        Fingerprint = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(_secret)));
    }

    /// <summary>Gets the fingerprint of the option <c>ApiKey</c>. It distinguishes keys, but the key cannot be recovered from it.</summary>
    internal string Fingerprint { get; }

    /// <summary>Returns <c>***</c>.</summary>
    /// <returns>Three stars.</returns>
    public override string ToString() => "***";

    internal string Reveal() => _secret;
}
