namespace UnionFs.Archives.Tests;

/// <summary>A directory of the host that goes with the test.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("unionfs-zip-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
