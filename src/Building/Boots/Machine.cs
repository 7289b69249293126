using System.Diagnostics;
using System.Text;

namespace Partition.Building.Boots;

/// <summary>
/// A QEMU that runs while its console is watched. However the watching ends, it is gone afterwards, and no other process is touched.
/// </summary>
internal sealed class Machine : IDisposable
{
    private static readonly TimeSpan s_patienceAtTheEnd = TimeSpan.FromSeconds(5);

    /// <summary>Ctrl-C ends QEMU as well as the build; the build hears of it a little later.</summary>
    private static readonly TimeSpan s_delayOfCancellation = TimeSpan.FromSeconds(0.5);

    private readonly Process _process;
    private readonly Task<string> _errors;

    private Machine(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
        // Also when someone ends the build's process by a signal, which asks no task to stop.
        AppDomain.CurrentDomain.ProcessExit += KillAtExit;
    }

    /// <summary>How QEMU ended.</summary>
    public int ExitCode => _process.HasExited ? _process.ExitCode : 0;

    /// <summary>What QEMU itself says, apart from the console.</summary>
    public string Errors => _errors.Wait(s_patienceAtTheEnd) ? _errors.Result.Trim() : "";

    /// <summary>Starts QEMU, with nothing at its console to read.</summary>
    /// <param name="start">The program, where it runs, and its environment.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <exception cref="System.ComponentModel.Win32Exception">The file is no program, or may not be run.</exception>
    public static Machine Start(ProcessStartInfo start, string arguments)
    {
        start.Arguments = arguments;
        start.UseShellExecute = false;
        start.CreateNoWindow = true;
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.StandardOutputEncoding = Encoding.UTF8;
        return new Machine(Process.Start(start)!);
    }

    /// <summary>Reads the console.</summary>
    /// <param name="take">Takes what comes; answers whether it is all that was waited for.</param>
    /// <param name="limit">How long to wait.</param>
    /// <param name="cancellation">Ends the machine early.</param>
    /// <exception cref="OperationCanceledException">It was.</exception>
    public MachineEnd Watch(Func<ReadOnlySpan<char>, bool> take, TimeSpan limit, CancellationToken cancellation)
    {
        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        time.CancelAfter(limit);
        // A read of a pipe cannot be interrupted everywhere; it ends when the pipe does.
        using CancellationTokenRegistration end = time.Token.Register(Kill);
        char[] buffer = new char[4096];
        bool isComplete = false;
        while (!isComplete && _process.StandardOutput.Read(buffer) is var count && count > 0)
        {
            isComplete = take(buffer.AsSpan(0, count));
        }

        MachineEnd found = isComplete ? MachineEnd.Complete : time.IsCancellationRequested ? MachineEnd.TimedOut : MachineEnd.Ended;
        if (found == MachineEnd.Ended)
        {
            _process.WaitForExit(s_patienceAtTheEnd);
            cancellation.WaitHandle.WaitOne(s_delayOfCancellation);
        }

        cancellation.ThrowIfCancellationRequested();
        return found;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Kill();
        AppDomain.CurrentDomain.ProcessExit -= KillAtExit;
        _process.WaitForExit(s_patienceAtTheEnd);
        _process.Dispose();
    }

    private void KillAtExit(object? sender, EventArgs arguments) => Kill();

    private void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception exception)
            when (exception is InvalidOperationException or System.ComponentModel.Win32Exception or AggregateException)
        {
            // It ended by itself meanwhile.
        }
    }
}
