namespace UnionFs.Posix.Tests.Faces;

/// <summary>The union's answers, through its public verbs.</summary>
internal sealed partial class UnionFace(UnionFileSystem fileSystem) : IKernelFace
{
    private PosixVerbs Posix { get; set; } = fileSystem.Posix;

    /// <summary>For looking at what a step left, whoever took it.</summary>
    private PosixVerbs Root => fileSystem.Posix;

    public int? Start { get; set; }

    public int? SecondStart { get; set; }

    public int? Itself { get; set; }

    public void Become(Identity? who) => Posix = fileSystem.As(who).Posix;

    public FsError Stat(string path, bool follow, out InodeView inode)
    {
        FsError error = follow ? Posix.Stat(First(path), out FileStat stat) : Posix.LStat(First(path), out stat);
        inode = View(stat);
        return error;
    }

    public FsError Access(string path, AccessModes modes, bool effective, bool follow) => Posix.Access(First(path), modes, follow);

    public FsError ReadLink(string path, out string target) => Posix.ReadLink(First(path), out target);

    public FsError ReadDirectory(string path, out List<string> entries)
    {
        FsError error = Posix.ReadDirectory(First(path), out DirectoryListing? listing);
        entries = Lines(listing);
        return error;
    }

    public FsError Mkdir(string path, int mode) => Posix.Mkdir(First(path), mode);

    public FsError Mknod(string path, NodeKind kind, int mode, DeviceNumber device) => Posix.Mknod(First(path), kind, mode, device);

    public FsError Symlink(string target, string path) => Posix.Symlink(target, First(path));

    public FsError Link(string existing, string path, bool follow) => Posix.Link(First(existing), Second(path), follow);

    public FsError Unlink(string path) => Posix.Unlink(First(path));

    public FsError Rmdir(string path) => Posix.Rmdir(First(path));

    public FsError Rename(string from, string to, RenameFlags flags) => Posix.Rename(First(from), Second(to), flags);

    public FsError Truncate(string path, long length) => Posix.Truncate(First(path), length);

    public FsError Chmod(string path, int mode, bool follow) => Posix.Chmod(First(path), mode, follow);

    public FsError Chown(string path, uint? uid, uint? gid, bool follow) => Posix.Chown(First(path), uid, gid, follow);

    public FsError Utimens(string path, TimeChoice access, TimeChoice modify, bool follow) =>
        Posix.Utimens(First(path), access.ToSetting(), modify.ToSetting(), follow);

    public FsError SetXattr(string path, string name, byte[] value, XattrFlags flags, bool follow) => Posix.SetXattr(First(path), name, value, flags, follow);

    public FsError GetXattr(string path, string name, bool follow, out byte[] value)
    {
        FsError error = Posix.GetXattr(First(path), name, out ReadOnlyMemory<byte> bytes, follow);
        value = bytes.ToArray();
        return error;
    }

    public FsError ListXattrs(string path, bool follow, out List<string> names)
    {
        FsError error = Posix.ListXattrs(First(path), out XattrSet xattrs, follow);
        names = [.. xattrs.Names.Order(StringComparer.Ordinal)];
        return error;
    }

    public FsError RemoveXattr(string path, string name, bool follow) => Posix.RemoveXattr(First(path), name, follow);

    public TreeView ReadTree(bool details)
    {
        var view = new TreeView();
        Root.LStat("/", out FileStat root).ThrowIfError("/");
        Visit(view, "", View(root), details);
        for (int slot = 0; slot < IKernelFace.Slots; slot++)
            LookAt(view, slot, details);
        return view;
    }

    private void Visit(TreeView view, string path, InodeView inode, bool details)
    {
        view.Inodes[path] = inode;
        if (details) view.Details[path] = Details(path, inode.Kind);
        if (inode.Kind != NodeKind.Directory) return;
        Root.ReadDirectory("/" + path, out DirectoryListing? listing).ThrowIfError(path);
        foreach (DirectoryEntry entry in listing!)
        {
            string child = TreeView.Join(path, entry.Name);
            Root.LStat(child, out FileStat stat).ThrowIfError(child);
            Visit(view, child, View(stat), details);
        }
    }

    private string Details(string path, NodeKind kind)
    {
        string full = "/" + path;
        Root.ListXattrs(full, out XattrSet xattrs, followLinks: false).ThrowIfError(path);
        string text = string.Join(' ', xattrs.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={Bytes.Describe(pair.Value.Span)}"));
        if (kind == NodeKind.Symlink)
        {
            Root.ReadLink(full, out string target).ThrowIfError(path);
            return $"-> {target} {text}";
        }
        if (kind != NodeKind.File) return text;
        Root.ReadContent(full, out Content content).ThrowIfError(path);
        return $"{Bytes.DescribeEnds(content.Length, (offset, count) => Read(content, offset, count))} {text}";
    }

    private static byte[] Read(Content content, long offset, int count)
    {
        var buffer = new byte[count];
        return buffer[..content.Read(offset, buffer)];
    }

    private static List<string> Lines(DirectoryListing? listing)
    {
        List<string> lines = [.. listing?.Select(entry => $"{entry.Name} {entry.Kind}") ?? []];
        lines.Sort(StringComparer.Ordinal);
        return lines;
    }

    private static InodeView View(FileStat stat) =>
        new(stat.Kind, stat.Mode, stat.Uid, stat.Gid, stat.Size, stat.LinkCount, stat.Device, stat.Inode, stat.AccessTime, stat.ModifyTime, stat.ChangeTime);

    private PosixPath First(string path) => Itself is { } slot ? Handle(slot).Itself : From(Start, path);

    private PosixPath Second(string path) => From(SecondStart, path);

    private PosixPath From(int? slot, string path) => slot is { } known ? Handle(known).At(path) : path;
}
