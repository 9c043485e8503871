using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace UnionFs.Oci;

/// <summary>A program that keeps credentials: gets a server's name on its input, answers with JSON.</summary>
internal static class CredentialHelper
{
    private const string NoUser = "<token>";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>The credential for a server, or null if the helper has none.</summary>
    /// <exception cref="OciException">The helper cannot be started, does not answer, or says something else.</exception>
    internal static async Task<RegistryCredential?> AskAsync(string program, string server, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, ["get"]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        time.CancelAfter(Patience);
        try
        {
            using Process process = Process.Start(start)!;
            try
            {
                Task<string> errors = process.StandardError.ReadToEndAsync(time.Token);
                await AskForAsync(process, server, time.Token).ConfigureAwait(false);
                string answer = await process.StandardOutput.ReadToEndAsync(time.Token).ConfigureAwait(false);
                await errors.ConfigureAwait(false);
                await process.WaitForExitAsync(time.Token).ConfigureAwait(false);
                return process.ExitCode == 0 ? ReadAnswer(program, answer)
                    // The one answer of the protocol that means "none".
                    : answer.Contains("credentials not found", StringComparison.Ordinal) ? null
                    : throw new OciException(program, $"exit code {process.ExitCode}: {answer.Trim()}");
            }
            finally
            {
                if (!process.HasExited) process.Kill();
            }
        }
        catch (Exception e) when (e is Win32Exception or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            throw new OciException(program, e is Win32Exception ? "the credential helper cannot be started" : "the credential helper does not answer", e);
        }
    }

    private static async Task AskForAsync(Process process, string server, CancellationToken cancellationToken)
    {
        try
        {
            await process.StandardInput.WriteLineAsync(server.AsMemory(), cancellationToken).ConfigureAwait(false);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // A helper may answer without reading to the end, or end with an error: its answer tells.
        }
    }

    private static RegistryCredential ReadAnswer(string program, string answer) => JsonValue.Parse(Encoding.UTF8.GetBytes(answer), program, root =>
    {
        string user = root.Find("Username")?.Text() ?? "", secret = root.Require("Secret").Text();
        return user == NoUser ? new RegistryCredential("", "", secret) : new RegistryCredential(user, secret);
    });
}
