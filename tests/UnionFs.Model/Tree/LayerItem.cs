namespace UnionFs.Model;

/// <summary>What one line of a layer's plan adds.</summary>
public enum LayerItemKind { File, Directory, Symlink, Special, HardLink, Whiteout }

/// <summary>One line of a layer's plan: goes to the engine's <see cref="LayerBuilder"/> and to the model alike.</summary>
public sealed record LayerItem(LayerItemKind Kind, string Path, string Text, Metadata Metadata, bool IsOpaque = false, NodeKind Special = NodeKind.Fifo)
{
    public DeviceNumber Device => Special is NodeKind.CharDevice or NodeKind.BlockDevice ? new DeviceNumber(5, (uint)Text.Length) : default;

    /// <summary>A file's bytes: its text; `#n` stands for n bytes, so that large files print well.</summary>
    public byte[] Bytes => Text.StartsWith('#') ? Pattern(int.Parse(Text.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture))
        : System.Text.Encoding.UTF8.GetBytes(Text);

    public static byte[] Pattern(int length)
    {
        var bytes = new byte[length];
        for (int i = 0; i < length; i++) bytes[i] = (byte)(i * 31 + (i >> 8) + 1);
        return bytes;
    }

    public ModelLayerNode ToNode() => Kind switch
    {
        LayerItemKind.File => new(NodeKind.File, Metadata) { Content = Bytes },
        LayerItemKind.Directory => new(NodeKind.Directory, Metadata) { IsOpaque = IsOpaque },
        LayerItemKind.Symlink => new(NodeKind.Symlink, Metadata) { Target = Text },
        LayerItemKind.Special => new(Special, Metadata) { Device = Device },
        _ => new(NodeKind.Whiteout, Metadata),
    };

    /// <summary>Adds it with the engine's builder; false where that refused.</summary>
    public bool TryAddTo(LayerBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        try
        {
            _ = Kind switch
            {
                LayerItemKind.File => builder.AddFile(Path, Content.From(Bytes), Metadata),
                LayerItemKind.Directory => builder.AddDirectory(Path, Metadata, IsOpaque),
                LayerItemKind.Symlink => builder.AddSymlink(Path, Text, Metadata),
                LayerItemKind.Special => builder.AddSpecial(Path, Special, Device, Metadata),
                LayerItemKind.HardLink => builder.AddHardLink(Path, Text),
                _ => builder.AddWhiteout(Path),
            };
            return true;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    public override string ToString()
    {
        string mode = Convert.ToString(Metadata.Mode, 8);
        string more = (Metadata.Uid, Metadata.Gid) == (0, 0) ? "" : $" {Metadata.Uid}:{Metadata.Gid}";
        foreach (string name in Metadata.Xattrs.Names) more += " " + name;
        return Kind switch
        {
            LayerItemKind.Directory => $"dir {Path} {mode}{more}{(IsOpaque ? " opaque" : "")}",
            LayerItemKind.Special => $"{Special} {Path} {mode}{more} {Device}",
            LayerItemKind.Whiteout => $"whiteout {Path}",
            LayerItemKind.HardLink => $"link {Path} = {Text}",
            _ => $"{Kind} {Path} {mode}{more} \"{Text}\"",
        };
    }
}
