using System.Buffers;
using System.Security.Cryptography;
using UnionFs.Cli.Output;

namespace UnionFs.Cli.Listing;

/// <summary>An entry as a line of JSON. Every line has the same fields; one that does not apply is null.</summary>
internal sealed class EntryJson(Snapshot snapshot, bool digest)
{
    /// <summary>The line of what is at <paramref name="path"/>, a physical path.</summary>
    internal JsonLine Of(string path, FileStat stat)
    {
        ProvenanceEntry? winner = snapshot.Which(path).Winner;
        string? target = stat.Kind == NodeKind.Symlink && snapshot.Posix.ReadLink(path, out string text) == FsError.None ? text : null;
        JsonLine line = new JsonLine()
            .Add("path", path)
            .Add("type", EntryText.Type(stat.Kind))
            .Add("mode", EntryText.Mode(stat.Mode))
            .Add("uid", stat.Uid)
            .Add("gid", stat.Gid)
            .Add("size", stat.Size)
            .Add("nlink", stat.LinkCount)
            .Add("ino", stat.Inode)
            .Add("mtime", stat.ModifyTime.ToString())
            .Add("target", target)
            .Add("rdev", EntryText.IsDevice(stat.Kind) ? stat.Device.ToString() : null)
            .Add("xattrs", stat.Metadata.Xattrs)
            .Add("layer", winner?.Layer?.Name);
        if (digest) line.Add("sha256", Digest(path, stat.Kind));
        return line;
    }

    /// <summary>SHA-256 of a content in lower-case hex. Reads in pieces: a content may be larger than memory.</summary>
    internal static string Digest(string path, Content content)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (ReadOnlySequence<byte> piece in ContentReader.Pieces(path, content))
            foreach (ReadOnlyMemory<byte> segment in piece) hash.AppendData(segment.Span);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private string? Digest(string path, NodeKind kind)
    {
        if (kind != NodeKind.File) return null;
        FsError error = snapshot.Posix.ReadContent(path, out Content content);
        return error == FsError.None ? Digest(path, content) : throw new Failure($"{path}: {error.Describe()}");
    }
}
