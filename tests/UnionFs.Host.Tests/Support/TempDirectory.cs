namespace UnionFs.Host.Tests.Support;

/// <summary>A directory of one test; goes with all that is in it, whatever its names, depth and modes.</summary>
public sealed class TempDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("unionfs-host-").FullName;

    /// <summary>A path in it.</summary>
    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>Makes a directory in it.</summary>
    public string Make(string name) => Directory.CreateDirectory(this[name]).FullName;

    public void Dispose() => Shell.Run($"chmod -R u+rwx -- '{Path}' 2>/dev/null; rm -rf -- '{Path}'");
}
