using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using UnionFs.Archives;

namespace UnionFs.Fuzz.Targets;

/// <summary>
/// Any bytes as an archive, as they are and as a plan of entries: opened and read to the last byte, or refused with a
/// <see cref="ZipException"/> and nothing else, twice alike, whole or in pieces, within the limits; and where the base library's reader takes the
/// archive, too, it has the same bytes.
/// </summary>
internal sealed class ZipTarget() : FuzzTarget("zip", maxLength: 2048)
{
    private static readonly ZipLimits Limits = new() { MaxEntries = 1_000, MaxEntryBytes = 1 << 20, MaxTotalBytes = 2 << 20 };

    public override void Run(ReadOnlySpan<byte> input)
    {
        Check(input.ToArray());
        Check(new ZipPlan(input).ToArchive());
    }

    private static void Check(byte[] archive)
    {
        string first = Describe(archive, pieceLength: 1 << 20, out Dictionary<string, byte[]>? files), second = Describe(archive, pieceLength: 7, out _);
        if (first != second) throw new InvalidOperationException($"Whole:\n{first}\nIn pieces:\n{second}");
        if (files is not null && IsPlain(archive)) Compare(archive, files);
    }

    /// <summary>Everything that the archive says, errors included; and what the regular files and links have, if it has opened.</summary>
    private static string Describe(byte[] archive, int pieceLength, out Dictionary<string, byte[]>? files)
    {
        files = null;
        var text = new StringBuilder();
        Layer layer;
        try
        {
            layer = ZipLayer.Open(Content.FromOwned(archive), "zip", Limits);
        }
        catch (ZipException refusal)
        {
            return refusal.Message;
        }
        files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        long count = 0, total = 0;
        foreach (LayerEntry entry in layer.Entries())
        {
            if (count++ > Limits.MaxEntries) throw new InvalidOperationException("More entries than allowed.");
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{entry.Path} {entry.Kind} {entry.Inode} {entry.IsImplied} {entry.LinkTarget} {entry.Content.Length} {entry.Metadata} ");
            total += entry.Content.Length;
            if (total > Limits.MaxTotalBytes) throw new InvalidOperationException("More bytes than allowed.");
            try
            {
                if (entry.Kind == NodeKind.File) files.Add(entry.Path, Read(entry.Content, pieceLength));
                else if (entry.LinkTarget is { } target) files.Add(entry.Path, NameEncoding.Encode(target));
                text.AppendLine(files.TryGetValue(entry.Path, out byte[]? bytes) ? Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(bytes)) : "");
            }
            catch (ZipException refusal)
            {
                text.AppendLine(refusal.Message);
            }
        }
        return text.ToString();
    }

    private static byte[] Read(Content content, int pieceLength)
    {
        var bytes = new byte[content.Length];
        for (int offset = 0; offset < bytes.Length;)
        {
            int count = content.Read(offset, bytes.AsSpan(offset, Math.Min(pieceLength, bytes.Length - offset)));
            if (count == 0) throw new InvalidOperationException($"{offset} bytes of {bytes.Length}, and no error.");
            offset += count;
        }
        return bytes;
    }

    /// <summary>Whether readers cannot differ in where the directory lies: one end record at the very end, and no program in front.</summary>
    private static bool IsPlain(byte[] archive)
    {
        ReadOnlySpan<byte> bytes = archive;
        int end = bytes.IndexOf("PK\u0005\u0006"u8);
        if (end < 0 || end != bytes.LastIndexOf("PK\u0005\u0006"u8) || bytes.IndexOf("PK\u0006\u0007"u8) >= 0) return false;
        return BinaryPrimitives.ReadUInt32LittleEndian(bytes[(end + 12)..]) + (long)BinaryPrimitives.ReadUInt32LittleEndian(bytes[(end + 16)..]) == end;
    }

    /// <summary>What the base library reads of entries whose names no reader understands in its own way.</summary>
    private static void Compare(byte[] archive, Dictionary<string, byte[]> files)
    {
        bool hasOtherNames = archive.AsSpan().IndexOf("up"u8) >= 0; // the field for names in Unicode, perhaps
        try
        {
            using var other = new ZipArchive(new MemoryStream(archive), ZipArchiveMode.Read);
            foreach (ZipArchiveEntry entry in other.Entries)
            {
                if (hasOtherNames || !Ascii.IsValid(entry.FullName) || entry.FullName.Contains('\\') || entry.FullName.EndsWith('/')) continue;
                string path = "/" + string.Join('/', entry.FullName.Split('/').Where(name => name is not ("" or ".")));
                if (!files.TryGetValue(path, out byte[]? bytes)) continue; // refused when it was read, or a special file
                using Stream stream = entry.Open();
                var read = new MemoryStream();
                stream.CopyTo(read);
                if (!read.ToArray().AsSpan().SequenceEqual(bytes)) throw new InvalidOperationException($"{entry.FullName}: {bytes.Length} bytes, and other {read.Length} bytes to the base library.");
            }
        }
        catch (Exception refusal) when (refusal is InvalidDataException or IOException)
        {
            // One of the two takes what the other refuses, as it may.
        }
    }
}
