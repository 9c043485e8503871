using System.Diagnostics;
using System.Text.RegularExpressions;

namespace UnionFs.Oci.Tests.Registry;

/// <summary>Debian's docker-registry on a free port of 127.0.0.1, with its blobs in a temporary directory.</summary>
internal sealed partial class RegistryServer : IDisposable
{
    private readonly Process _process;
    private readonly TempDirectory _temp = new();

    /// <param name="auth">The `auth:` section of its configuration, if any; `DIR` is its directory.</param>
    /// <param name="files">More files in its directory, for that section.</param>
    internal RegistryServer(string auth = "", params (string Name, string Text)[] files)
    {
        foreach ((string name, string text) in files) File.WriteAllText(_temp[name], text);
        File.WriteAllText(_temp["config.yml"], $"""
            version: 0.1
            log:
              level: info
            storage:
              filesystem:
                rootdirectory: {_temp["data"]}
              delete:
                enabled: true
            http:
              addr: 127.0.0.1:0
            {auth.Replace("DIR", _temp.Path, StringComparison.Ordinal)}
            """);
        _process = Process.Start(new ProcessStartInfo("docker-registry", ["serve", _temp["config.yml"]])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            Environment = { ["OTEL_TRACES_EXPORTER"] = "none" },
        })!;
        Port = WaitForPort();
        // Nobody reads on; a full pipe would stop the server.
        _ = _process.StandardError.ReadToEndAsync();
        _ = _process.StandardOutput.ReadToEndAsync();
    }

    internal int Port { get; }

    internal string Host => $"127.0.0.1:{Port}";

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _temp.Dispose();
    }

    private int WaitForPort()
    {
        var seen = new List<string>();
        while (_process.StandardError.ReadLine() is { } line)
        {
            seen.Add(line);
            if (Listening().Match(line) is { Success: true } match) return int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);
        }
        throw new InvalidOperationException("docker-registry did not start:\n" + string.Join('\n', seen));
    }

    [GeneratedRegex(@"listening on 127\.0\.0\.1:(\d+)")]
    private static partial Regex Listening();
}
