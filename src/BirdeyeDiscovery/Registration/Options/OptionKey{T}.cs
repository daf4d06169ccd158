namespace BirdeyeDiscovery;

/// <summary>An option key with one value.</summary>
internal sealed class OptionKey<T>(
    string path,
    string allowed,
    string meaning,
    ValueText<T> form,
    Func<BirdeyeDiscoveryOptions, T> get,
    Action<BirdeyeDiscoveryOptions, T> set,
    Func<T, bool> isAllowed) : OptionKey(path, allowed, meaning)
{
    public override bool TryRead(string text, BirdeyeDiscoveryOptions target)
    {
        if (!form.TryParse(text.Trim(), out var value))
        {
            return false;
        }

        set(target, value);
        return true;
    }

    public override bool IsAllowed(BirdeyeDiscoveryOptions options) => isAllowed(get(options));

    public override string? Text(BirdeyeDiscoveryOptions options) => form.Format(get(options));
}
