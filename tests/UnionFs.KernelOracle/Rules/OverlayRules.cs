using System.Text.RegularExpressions;
using UnionFs.KernelOracle.Kernel;
using UnionFs.Posix.Tests.Commands;
using UnionFs.Posix.Tests.Faces;
using UnionFs.Posix.Tests.Kernel;
using UnionFs.Posix.Tests.Rules;

namespace UnionFs.KernelOracle.Rules;

/// <summary>
/// Every difference from overlayfs that is meant, one rule each; numbers are those of the union semantics. The differences from any Linux
/// file system are in <see cref="IntendedDifferences"/>.
/// </summary>
/// <param name="Options">How overlayfs is mounted.</param>
/// <param name="HasLowerLinks">Whether the lower layers have hard links.</param>
/// <param name="HasLongPaths">Whether the lower layers have directories whose path does not fit an attribute of overlayfs.</param>
/// <param name="IsRestacked">
/// Whether what was done was written down as a layer and read again. A hard-linked file of a lower layer has the links that its layer counts then,
/// which is another number where names were moved or taken over into the next layer (67).
/// </param>
internal sealed partial record OverlayRules(MountOptions Options, bool HasLowerLinks, bool HasLongPaths, bool IsRestacked)
{
    /// <summary>Less than 256, since the name of the script's directory comes before it.</summary>
    private const int LongPath = 240;

    private const RenameFlags RENAME_WHITEOUT = (RenameFlags)4;

    /// <summary>
    /// 63, 65: without index, hard links of lower layers are broken by the first change of one of the names, are no obstacle to
    /// renaming one over the other, and are counted as if whole. The engine is given layers where each name is a file of its own.
    /// </summary>
    internal bool LinksAreBroken => HasLowerLinks && !Options.KeepsHardLinks;

    /// <summary>
    /// 68, 73: without redirect_dir a directory of a lower layer cannot be renamed. 69: with it, one whose path there is longer than
    /// 256 bytes cannot leave its parent, nor can a file whose bytes stay there be renamed or linked (45). The engine is not asked then, since
    /// it would do it.
    /// </summary>
    internal bool IsRefusedMove(Command command, Answer kernel) => kernel.Error == FsError.EXDEV && Innermost(command) switch
    {
        RenameCommand => !Options.RenamesDirectories || HasLongPaths,
        LinkCommand => Options.CopiesMetadataFirst && HasLongPaths,
        _ => false,
    };

    /// <summary>
    /// 69: before overlayfs finds that a directory's path is too long for its attribute, it has put a clean directory, another inode, in the place of
    /// an emptied one that was to be replaced (ovl_clear_empty), so a rename that fails has changed the tree. Such a step is left out where
    /// there are such paths; without them it is compared.
    /// </summary>
    internal bool MayChangeAndFail(Command command, IKernelFace kernel)
    {
        if (!HasLongPaths || !Options.RenamesDirectories || Innermost(command) is not RenameCommand { Flags: RenameFlags.None } rename) return false;
        (int? from, int? to) = command is AtCommand at ? (at.First, at.Second) : (null, null);
        return new AtCommand(from, null, new ReadDirectoryCommand(rename.From)).Run(kernel).Error == FsError.None
            && new AtCommand(to, null, new ReadDirectoryCommand(rename.To)).Run(kernel) == new Answer(FsError.None);
    }

    /// <summary>
    /// 17, 19: where whiteouts are marked files, overlayfs lists nothing and yet says that a directory is not empty. The engine is not asked then.
    /// </summary>
    internal static bool IsEmptyDirectoryRefused(Command command, Answer kernel, IKernelFace face)
    {
        if (kernel.Error != FsError.ENOTEMPTY) return false;
        int? start = command is AtCommand at ? Innermost(command) is RenameCommand ? at.Second : at.First : null;
        string? path = Innermost(command) switch { RmdirCommand rmdir => rmdir.Path, RenameCommand rename => rename.To, _ => null };
        return path is not null && new AtCommand(start, null, new ReadDirectoryCommand(path)).Run(face) == new Answer(FsError.None);
    }

    /// <summary>
    /// 52: a file of a lower layer that lost its last name while it is open still has one by overlayfs's count, and cannot be changed (EEXIST)
    /// or linked through what is open; nor can a directory (ENOTDIR). Such a step is left out, since the engine would take it.
    /// </summary>
    internal static bool ChangesALostFile(Command command, IKernelFace kernel, IKernelFace union) =>
        ChangedSlot(command) is { } slot && kernel.Stat(slot, out InodeView theirs) == FsError.None && union.Stat(slot, out InodeView ours) == FsError.None
            && (IsLost(theirs, ours) || ours is { Links: 0, Kind: NodeKind.Directory });

    /// <summary>52: see <see cref="ChangesALostFile"/>.</summary>
    internal static bool IsLost(InodeView kernel, InodeView union) => union is { Links: 0, Kind: not NodeKind.Directory } && kernel.Links > 0;

    /// <summary>
    /// What is to be compared of what is open. Besides 52, 75: the whiteouts in a directory go when it is removed, which touches it.
    /// </summary>
    internal static (InodeView Kernel, InodeView Union) ComparableHandles(InodeView kernel, InodeView union) =>
        IsLost(kernel, union) ? (kernel with { Links = 0 }, union)
        : union is { Links: 0, Kind: NodeKind.Directory } ? (kernel with { Modify = default }, union with { Modify = default })
        : (kernel, union);

    private static int? ChangedSlot(Command command) => command switch
    {
        SetModeCommand set => set.Slot,
        SetOwnerCommand set => set.Slot,
        SetTimesCommand set => set.Slot,
        AtCommand { First: { } start, Inner: ChmodCommand { Path: "." } or ChownCommand { Path: "." } or UtimensCommand { Path: "." } or SetXattrCommand { Path: "." } or RemoveXattrCommand { Path: "." } } => start,
        ItselfCommand { Inner: LinkCommand or ChmodCommand or ChownCommand or UtimensCommand or SetXattrCommand or RemoveXattrCommand or TruncateCommand } itself => itself.Slot,
        _ => null,
    };

    /// <summary>Whether two answers that differ may do so.</summary>
    internal static bool Allow(Command command, Answer kernel, Answer union, RealKernel tree) =>
        IntendedDifferences.Allow(command, kernel, union, tree) || IsWhiteoutRefusedFirst(command, union);

    /// <summary>
    /// 73: RENAME_WHITEOUT is refused by both. The engine looks at flags first, the kernel asks overlayfs last, so that other errors
    /// are told first, and a file that is renamed to itself is no error.
    /// </summary>
    private static bool IsWhiteoutRefusedFirst(Command command, Answer union) =>
        union.Error == FsError.EINVAL && Innermost(command) is RenameCommand rename && (rename.Flags & RENAME_WHITEOUT) != 0;

    /// <summary>What is to be compared of an answer: the same of what stat tells as of a tree.</summary>
    internal Answer Comparable(Command command, Answer answer) =>
        Innermost(command) is StatCommand or HandleStatCommand && (!LinksAreCounted || answer.Value.StartsWith(nameof(NodeKind.Directory), StringComparison.Ordinal))
            ? answer with { Value = Links().Replace(answer.Value, "links *") }
            : answer;

    /// <summary>What is to be compared of a tree.</summary>
    internal TreeView Comparable(TreeView tree)
    {
        var view = new TreeView();
        foreach ((string path, InodeView inode) in tree.Inodes) view.Inodes.Add(path, Comparable(inode, view.Inodes.Count));
        foreach ((string path, string details) in tree.Details) view.Details.Add(path, details);
        return view;
    }

    private bool LinksAreCounted => !LinksAreBroken && !(IsRestacked && HasLowerLinks);

    private InodeView Comparable(InodeView inode, long number) => inode with
    {
        // 49: the engine has no access times but those that somebody set; overlayfs reads its own upper directories.
        Access = default,
        // 45: copying the bytes after the metadata, when a file is opened for writing, touches it.
        Modify = Options.CopiesMetadataFirst && inode.Kind == NodeKind.File ? default : inode.Modify,
        // 36: a merged directory has one link, whatever is in it.
        Links = inode.Kind == NodeKind.Directory || !LinksAreCounted ? 0 : inode.Links,
        Ino = LinksAreBroken ? number : inode.Ino,
    };

    internal static OverlayRules For(MountOptions options, LayerStack layers, bool isRestacked)
    {
        var rules = new OverlayRules(options, false, false, isRestacked);
        foreach (LayerEntry entry in layers.SelectMany(layer => layer.Entries()))
        {
            if (entry.HardLinkOf is not null) rules = rules with { HasLowerLinks = true };
            if ((entry.Kind == NodeKind.Directory || options.CopiesMetadataFirst) && entry.Path.Length > LongPath) rules = rules with { HasLongPaths = true };
        }
        return rules;
    }

    internal static Command Innermost(Command command) => command switch
    {
        AtCommand at => Innermost(at.Inner),
        ItselfCommand itself => Innermost(itself.Inner),
        _ => command,
    };

    [GeneratedRegex("links [0-9]+")]
    private static partial Regex Links();
}
