using System.IO.Pipes;

namespace BirdeyeDiscovery.Tool.Tests;

/// <summary>A reader such as <c>head</c> closes the pipe when it has enough. The command then ends, and says nothing.</summary>
public sealed class ClosedPipeTests(SharedLedger ledger) : ToolTest(ledger)
{
    [Theory]
    [InlineData("events --follow")]
    [InlineData("events --json")]
    [InlineData("cycles")]
    [InlineData("tokens")]
    [InlineData("why {token}")]
    [InlineData("replay")]
    public async Task A_command_whose_pipe_is_closed_ends_quietly(string command)
    {
        await using var pipe = ClosedPipe();
        await using var output = new StreamWriter(new PipeOutput(pipe)) { AutoFlush = true };
        var context = Context(Ledger.Folder, output: output);

        var exitCode = await ToolApp.RunAsync(Arguments(command), context, TestContext.Current.CancellationToken);

        Assert.Equal((0, ""), (exitCode, context.Error.ToString()));
    }

    [Fact]
    public async Task An_export_whose_pipe_is_closed_ends_quietly()
    {
        var model = Context(Ledger.Folder);
        var context = new ToolContext
        {
            Output = model.Output,
            Error = model.Error,
            Folder = model.Folder,
            Variables = model.Variables,
            Clock = model.Clock,
            OpenOutput = static () => new PipeOutput(ClosedPipe()),
        };

        var run = await ToolRun.OfAsync(context, "export", "jsonl");

        Assert.Equal((0, "", ""), (run.ExitCode, run.Output, run.Errors));
    }

    private static AnonymousPipeServerStream ClosedPipe()
    {
        var pipe = new AnonymousPipeServerStream(PipeDirection.Out);
        new AnonymousPipeClientStream(PipeDirection.In, pipe.ClientSafePipeHandle).Dispose();
        pipe.DisposeLocalCopyOfClientHandle();
        return pipe;
    }

    private string[] Arguments(string command) => [.. command.Split(' ').Select(word => word == "{token}" ? Ledger.Active.Address : word)];
}
