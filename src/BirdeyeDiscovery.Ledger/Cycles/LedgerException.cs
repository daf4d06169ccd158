namespace BirdeyeDiscovery.Ledger;

/// <summary>The exception that is thrown when a question about the past has no answer. The message is a sentence for a person.</summary>
public sealed class LedgerException : Exception
{
    /// <summary>Initializes a new instance of the <see cref="LedgerException"/> class.</summary>
    public LedgerException()
    {
    }

    /// <summary>Initializes a new instance of the <see cref="LedgerException"/> class.</summary>
    /// <param name="message">The message.</param>
    public LedgerException(string message)
        : base(message)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="LedgerException"/> class.</summary>
    /// <param name="message">The message.</param>
    /// <param name="innerException">The cause.</param>
    public LedgerException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    internal LedgerException(LedgerFault fault, string message, Exception? innerException = null)
        : base(message, innerException) => Fault = fault;

    /// <summary>Gets why there is no answer.</summary>
    public LedgerFault Fault { get; }
}
