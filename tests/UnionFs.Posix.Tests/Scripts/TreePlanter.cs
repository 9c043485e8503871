using UnionFs.Posix.Tests.Faces;

namespace UnionFs.Posix.Tests.Scripts;

/// <summary>Makes the first tree with the verbs of a side. Links are made last but one, since they cannot be told from their inode; times last.</summary>
internal static class TreePlanter
{
    internal static void Plant(IReadOnlyList<PlantedEntry> entries, IKernelFace face)
    {
        foreach (PlantedEntry entry in entries)
        {
            string path = "/" + entry.Path;
            if (entry.LinkTo is not null)
            {
                face.Link("/" + entry.LinkTo, path, follow: false).ThrowIfError(path);
                continue;
            }
            Make(entry, path, face);
            face.Chown(path, entry.Uid, entry.Gid, follow: false).ThrowIfError(path);
            if (entry.Kind != NodeKind.Symlink) face.Chmod(path, entry.Mode, follow: true).ThrowIfError(path);
            // Last, since a change of owner takes file capabilities away.
            foreach ((string name, byte[] value) in entry.Xattrs) face.SetXattr(path, name, value, XattrFlags.None, follow: false).ThrowIfError(path);
        }
        foreach (PlantedEntry entry in entries)
            if (entry.LinkTo is null) face.Utimens("/" + entry.Path, TimeChoice.At(entry.Access), TimeChoice.At(entry.Modify), follow: false).ThrowIfError(entry.Path);
    }

    private static void Make(PlantedEntry entry, string path, IKernelFace face)
    {
        switch (entry.Kind)
        {
            case NodeKind.Directory:
                if (entry.Path.Length > 0) face.Mkdir(path, 0x1ED).ThrowIfError(path);
                break;
            case NodeKind.Symlink:
                face.Symlink(entry.Target, path).ThrowIfError(path);
                break;
            case NodeKind.File:
                face.Open(0, path, OpenFlags.O_RDWR | OpenFlags.O_CREAT | OpenFlags.O_EXCL, 0x1A4, out _).ThrowIfError(path);
                face.Write(0, entry.Hole, entry.Content).ThrowIfError(path);
                face.Close(0);
                break;
            default:
                face.Mknod(path, entry.Kind, 0x1A4, entry.Device).ThrowIfError(path);
                break;
        }
    }
}
