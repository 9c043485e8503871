namespace UnionFs.Oci.Tests;

/// <summary>A directory of one test; goes with all that is in it.</summary>
internal sealed class TempDirectory : IDisposable
{
    internal string Path { get; } = Directory.CreateTempSubdirectory("unionfs-oci-").FullName;

    /// <summary>A path in it.</summary>
    internal string this[string name] => System.IO.Path.Combine(Path, name);

    public void Dispose()
    {
        if (Directory.Exists(Path)) Shell.Run("chmod -R u+rwx . ; rm -rf -- \"$PWD\"", Path);
    }
}
