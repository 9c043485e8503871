using System.IO.Abstractions;

namespace UnionFs.SystemIO.Versions;

/// <summary>Reads the versions of files.</summary>
internal sealed class VersionInfoFactory(UnionFileSystemIO system) : Entity(system), IFileVersionInfoFactory
{
    public IFileVersionInfo GetVersionInfo(string fileName)
    {
        string path = Owner.Path.IsPathFullyQualified(fileName) ? fileName : Owner.Path.GetFullPath(fileName);
        if (!Files.File.Exists(path)) throw new FileNotFoundException(path);
        try
        {
            using Stream file = Files.File.OpenRead(path);
            return AssemblyVersion.Read(file, path);
        }
        catch (IOException e) when (e is not (FileNotFoundException or DirectoryNotFoundException))
        {
            return new UnionVersionInfo(path); // a file that is locked tells nothing, as there
        }
    }
}
