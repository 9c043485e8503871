using UnionFs.Cli.Output;

namespace UnionFs.Cli.Listing;

/// <summary>`which`: who provides a path, then everybody else who has something there, from the top down.</summary>
internal static class WhichListing
{
    private const string Command = "which";

    internal static void Print(Operands operands, bool json, bool digest)
    {
        foreach (string path in operands.Paths)
        {
            if (!TryFind(operands, path, out Provenance? provenance)) continue;
            ProvenanceEntry? winner = provenance.Winner;
            FileStat stat = default;
            bool isShown = winner is not null && operands.Snapshot.Posix.LStat(provenance.Path, out stat) == FsError.None;
            // The sort is stable: below the winner the order of the layers stays.
            foreach (ProvenanceEntry entry in provenance.Entries.OrderBy(entry => entry == winner ? 0 : 1))
            {
                if (json) operands.Out.WriteLine(Json(provenance.Path, entry, isShown && entry == winner ? stat : null, digest));
                else Print(operands.Out, entry);
            }
        }
    }

    /// <summary>What a layer is called in listings for a person.</summary>
    internal static string LayerName(Layer? layer) => layer?.Name ?? "(changes)";

    private static bool TryFind(Operands operands, string path, out Provenance provenance)
    {
        provenance = null!;
        string absolute = operands.Absolute(path);
        FsError error = operands.Snapshot.Posix.LStat(absolute, out _);
        if (absolute.Length > 0 && error is FsError.None or FsError.ENOENT or FsError.ENOTDIR)
        {
            provenance = operands.Snapshot.Which(absolute);
            if (provenance.Entries.Count > 0) return true;
        }
        operands.Errors.Report(Command, path, error);
        return false;
    }

    private static void Print(Printer output, ProvenanceEntry entry)
    {
        string size = entry.Kind == NodeKind.File ? $" {entry.Content.Length} bytes" : entry.IsOpaque ? " opaque" : "";
        output.Write($"{Role(entry.Role),-9}").Write(LayerName(entry.Layer)).Write($"  ({EntryText.Type(entry.Kind)}{size})");
        if (entry.LinkTarget is { } target) output.Write(" -> ").Write(target);
        output.WriteLine("");
    }

    /// <summary>The fields of every listing, and `role`, `index` (of the layer, 0 on top, -1 for the changes) and `opaque`.</summary>
    private static JsonLine Json(string path, ProvenanceEntry entry, FileStat? shown, bool digest)
    {
        bool isWhiteout = entry.Kind == NodeKind.Whiteout;
        Metadata metadata = entry.Metadata;
        long size = entry.Kind == NodeKind.Symlink ? RawText.Encode(entry.LinkTarget).Length : entry.Content.Length;
        JsonLine line = new JsonLine()
            .Add("path", path)
            .Add("role", Role(entry.Role))
            .Add("index", entry.LayerIndex)
            .Add("opaque", entry.IsOpaque)
            .Add("type", EntryText.Type(entry.Kind))
            .Add("mode", isWhiteout ? null : EntryText.Mode(metadata.Mode))
            .Add("uid", isWhiteout ? null : metadata.Uid)
            .Add("gid", isWhiteout ? null : metadata.Gid)
            .Add("size", isWhiteout ? null : size)
            // Inode and links belong to what the union shows.
            .Add("nlink", shown?.LinkCount)
            .Add("ino", shown?.Inode)
            .Add("mtime", isWhiteout ? null : metadata.ModifyTime.ToString())
            .Add("target", entry.LinkTarget)
            .Add("rdev", shown is { } stat && EntryText.IsDevice(stat.Kind) ? stat.Device.ToString() : null)
            .Add("xattrs", metadata.Xattrs)
            .Add("layer", entry.Layer?.Name);
        if (digest) line.Add("sha256", entry.Kind == NodeKind.File ? EntryJson.Digest(path, entry.Content) : null);
        return line;
    }

    private static string Role(ProvenanceRole role) => role switch
    {
        ProvenanceRole.Provides => "provides",
        ProvenanceRole.Merged => "merged",
        ProvenanceRole.Hidden => "hidden",
        _ => "whiteout",
    };
}
