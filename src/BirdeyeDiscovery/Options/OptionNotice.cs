namespace BirdeyeDiscovery;

/// <summary>Represents a notice about the value of an option that is allowed but seldom meant.</summary>
/// <param name="IsMistake">Whether it is most likely a mistake.</param>
/// <param name="Text">One line for the log.</param>
internal readonly record struct OptionNotice(bool IsMistake, string Text);
