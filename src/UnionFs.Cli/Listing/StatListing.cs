using UnionFs.Cli.Output;

namespace UnionFs.Cli.Listing;

/// <summary>`stat`: all that is known of an entry. A link is itself, not what it leads to.</summary>
internal static class StatListing
{
    private const string Command = "stat";
    private const string TimeFormat = "yyyy-MM-dd HH:mm:ss";

    internal static void Print(Operands operands, bool json, bool digest)
    {
        var lines = new EntryJson(operands.Snapshot, digest);
        foreach (string path in operands.Paths)
        {
            if (!operands.TryFind(Command, path, out string canonical, out FileStat stat)) continue;
            if (json) operands.Out.WriteLine(lines.Of(canonical, stat));
            else Print(operands, canonical, stat);
        }
    }

    private static void Print(Operands operands, string path, FileStat stat)
    {
        Printer output = operands.Out;
        output.Write("  File: ").Write(path);
        if (operands.Snapshot.Posix.ReadLink(path, out string target) == FsError.None) output.Write(" -> ").Write(target);
        output.WriteLine("");
        string device = EntryText.IsDevice(stat.Kind) ? $"  Device: {stat.Device}" : "";
        output.WriteLine($"  Type: {EntryText.Type(stat.Kind)}  Size: {stat.Size}  Inode: {stat.Inode}  Links: {stat.LinkCount}{device}");
        output.WriteLine($"  Mode: {EntryText.Mode(stat.Mode)}/{EntryText.Permissions(stat.Kind, stat.Mode)}  Uid: {stat.Uid}  Gid: {stat.Gid}");
        PrintTime(output, "Access", stat.AccessTime);
        PrintTime(output, "Modify", stat.ModifyTime);
        PrintTime(output, "Change", stat.ChangeTime);
        PrintTime(output, " Birth", stat.BirthTime);
        foreach ((string name, ReadOnlyMemory<byte> value) in stat.Metadata.Xattrs)
            output.Write(" Xattr: ").Write(name).WriteLine($"=0x{Convert.ToHexStringLower(value.Span)}");
        output.Write(" Layer: ").WriteLine(WhichListing.LayerName(operands.Snapshot.Which(path).Winner?.Layer));
    }

    private static void PrintTime(Printer output, string label, UnixTime time) =>
        output.WriteLine($"{label}: {EntryText.Time(time, TimeFormat)}.{time.Nanoseconds:D9} UTC");
}
