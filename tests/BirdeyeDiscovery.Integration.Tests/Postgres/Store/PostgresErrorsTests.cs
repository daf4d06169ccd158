using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using Npgsql;

namespace BirdeyeDiscovery.Integration.Tests.Postgres;

/// <summary>Each error of the server and the driver as ours: what it means, and whether trying again may help.</summary>
public sealed class PostgresErrorsTests
{
    [Theory]
    [InlineData("40001", true, "another session")]
    [InlineData("40P01", true, "another session")]
    [InlineData("55P03", true, "another session")]
    [InlineData("40003", true, "undone")]
    [InlineData("08000", true, "connection was lost")]
    [InlineData("08006", true, "connection was lost")]
    [InlineData("08P01", true, "connection was lost")]
    [InlineData("57P01", true, "going down")]
    [InlineData("57P02", true, "going down")]
    [InlineData("57P03", true, "coming up")]
    [InlineData("57P05", true, "ended the connection")]
    [InlineData("57014", true, "longer than it may")]
    [InlineData("25P03", true, "stood still")]
    [InlineData("25P04", true, "stood still")]
    [InlineData("25006", true, "takes no writes")]
    [InlineData("53300", true, "no connection free")]
    [InlineData("53200", true, "lacks resources")]
    [InlineData("58030", true, "disk did not")]
    [InlineData("53100", false, "disk is full; nothing was written")]
    [InlineData("22003", false, "does not fit")]
    [InlineData("22021", false, "does not fit")]
    [InlineData("23505", false, "rule of the schema")]
    [InlineData("23514", false, "rule of the schema")]
    [InlineData("42501", false, "scripts/postgres-roles.sql")]
    [InlineData("42P01", false, "Storage:SchemaMode = Apply")]
    [InlineData("3F000", false, "Storage:SchemaMode = Apply")]
    [InlineData("42703", false, "Storage:SchemaMode = Apply")]
    [InlineData("42883", false, "Storage:SchemaMode = Apply")]
    [InlineData("3D000", false, "no such database")]
    [InlineData("28P01", false, "user or password")]
    [InlineData("28000", false, "user or password")]
    [InlineData("42601", false, "refused")]
    [InlineData("XX000", false, "refused")]
    [InlineData("", false, "refused")]
    public void An_answer_of_the_server_is_judged_by_its_state(string state, bool isTransient, string says)
    {
        var error = PostgresErrors.Translate(new PostgresException("the text", "ERROR", "ERROR", state, detail: "Key (token)=(secret) exists."), "commit a cycle", "bot");

        Assert.Equal(isTransient, error.IsTransient);
        Assert.False(error.IsFenced);
        Assert.Equal(says is "does not fit" or "rule of the schema" or "refused", error.IsDefect);
        Assert.StartsWith("Could not commit a cycle in PostgreSQL, schema 'bot': ", error.Message, StringComparison.Ordinal);
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
        Assert.Contains($"{state}: the text", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_of_the_driver_is_judged_by_what_lies_under_it()
    {
        Check(new NpgsqlException("x", new TimeoutException()), isTransient: true, "in time");
        Check(new TimeoutException("x"), isTransient: true, "in time");
        Check(new OperationCanceledException("x"), isTransient: true, "in time");
        Check(new NpgsqlException("x", new EndOfStreamException()), isTransient: true, "lost or refused");
        Check(new NpgsqlException("x", new SocketException(111)), isTransient: true, "lost or refused");
        Check(new SocketException(111), isTransient: true, "lost or refused");
        Check(new NpgsqlException("x"), isTransient: true, "no usable connection");
        Check(new NpgsqlException("x", new AuthenticationException("y", new IOException())), isTransient: false, "SSL Mode");
        Check(new EncoderFallbackException("x"), isTransient: false, "half a character");
        Check(new NpgsqlException("no connection", new AuthenticationException("handshake", new IOException("bad certificate"))), isTransient: false, "(no connection: bad certificate)");

        static void Check(Exception exception, bool isTransient, string says)
        {
            Assert.True(PostgresErrors.IsOfTheStore(exception, CancellationToken.None));
            var error = PostgresErrors.Translate(exception, "read scores", "bot");
            Assert.Equal(isTransient, error.IsTransient);
            Assert.Contains(says, error.Message, StringComparison.Ordinal);
            Assert.Same(exception, error.InnerException);
        }
    }

    [Fact]
    public void What_is_no_fault_of_the_store_passes_as_it_is()
    {
        Assert.False(PostgresErrors.IsOfTheStore(new OperationCanceledException(), new CancellationToken(canceled: true)));
        Assert.False(PostgresErrors.IsOfTheStore(new DiscoveryStoreException("fenced"), CancellationToken.None));
        Assert.False(PostgresErrors.IsOfTheStore(new ArgumentException("x"), CancellationToken.None));
        Assert.False(PostgresErrors.IsOfTheStore(new ObjectDisposedException("x"), CancellationToken.None));
    }
}
