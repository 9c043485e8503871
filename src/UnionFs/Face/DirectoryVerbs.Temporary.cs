using System.Runtime.CompilerServices;
using UnionFs.Writing;

namespace UnionFs;

public sealed partial class DirectoryVerbs
{
    /// <summary>
    /// Makes an empty directory that was not there, in <c>/tmp</c>, and returns its path: <paramref name="prefix"/> and six more characters, mode
    /// 0700. As System.IO does, it throws <see cref="FileNotFoundException"/> where there is no <c>/tmp</c>.
    /// </summary>
    /// <exception cref="ArgumentException">The prefix has a `/` in it.</exception>
    public string CreateTempSubdirectory(string? prefix = null)
    {
        if (prefix?.Contains('/') == true) throw new ArgumentException("The value may not contain directory separator characters.", nameof(prefix));
        var made = new StrongBox<string>("");
        FsError error = _fileSystem.Change("/tmp/" + prefix, made, static (tx, start, made) => Verb.MakeTemporaryDirectory(tx, start, out made.Value));
        return error == FsError.None ? made.Value! : throw error.ToExceptionWithoutPath();
    }

    /// <summary>Where file systems are mounted: `/` alone, since this is one.</summary>
#pragma warning disable CA1822 // A member of a file system, like its neighbours.
    public string[] GetLogicalDrives() => ["/"];
#pragma warning restore CA1822
}
