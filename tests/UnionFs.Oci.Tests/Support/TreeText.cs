using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace UnionFs.Oci.Tests;

/// <summary>A whole tree but its root, a line an entry: path, kind, mode, owner, size and digest, target, time, attributes, and of a hard link the first name.</summary>
internal static class TreeText
{
    internal static string Of(FileSystem tree)
    {
        var text = new StringBuilder();
        Add(tree, "/", text, []);
        return text.ToString();
    }

    private static void Add(FileSystem tree, string directory, StringBuilder text, Dictionary<long, string> names)
    {
        foreach (DirectoryEntry entry in tree.Directory.List(directory).OrderBy(each => each.Name, StringComparer.Ordinal))
        {
            string path = directory == "/" ? "/" + entry.Name : $"{directory}/{entry.Name}";
            tree.Posix.LStat(path, out FileStat stat).ThrowIfError(path);
            text.Append(CultureInfo.InvariantCulture, $"{path} {stat.Kind} {Convert.ToString(stat.Mode, 8)} {stat.Uid}:{stat.Gid} {stat.ModifyTime}");
            if (stat.Kind == NodeKind.File)
            {
                tree.Posix.ReadContent(path, out Content content).ThrowIfError(path);
                var bytes = new byte[content.Length];
                content.Read(0, bytes);
                text.Append(CultureInfo.InvariantCulture, $" {bytes.Length} {Convert.ToHexStringLower(SHA256.HashData(bytes))[..16]}");
            }
            if (tree.Posix.ReadLink(path, out string target) == FsError.None) text.Append(" -> ").Append(target);
            foreach ((string name, ReadOnlyMemory<byte> value) in stat.Metadata.Xattrs) text.Append(CultureInfo.InvariantCulture, $" {name}={Convert.ToHexString(value.Span)}");
            // Names of one file: all but the first say which.
            if (stat.Kind != NodeKind.Directory && !names.TryAdd(stat.Inode, path)) text.Append(" = ").Append(names[stat.Inode]);
            text.Append('\n');
            if (stat.Kind == NodeKind.Directory) Add(tree, path, text, names);
        }
    }
}
