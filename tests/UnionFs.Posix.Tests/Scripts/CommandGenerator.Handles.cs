using UnionFs.Posix.Tests.Commands;
using UnionFs.Posix.Tests.Faces;

namespace UnionFs.Posix.Tests.Scripts;

internal sealed partial class CommandGenerator
{
    private static readonly OpenFlags[] Extras =
        [OpenFlags.O_CREAT, OpenFlags.O_CREAT, OpenFlags.O_EXCL, OpenFlags.O_TRUNC, OpenFlags.O_APPEND, OpenFlags.O_NOFOLLOW, OpenFlags.O_DIRECTORY];

    private static readonly OpenFlags[] TemporaryFlags =
        [OpenFlags.O_RDWR, OpenFlags.O_RDWR, OpenFlags.O_RDWR, OpenFlags.O_WRONLY, OpenFlags.O_RDONLY, OpenFlags.O_RDWR | OpenFlags.O_EXCL, OpenFlags.O_RDWR | OpenFlags.O_CREAT];

    /// <summary>What was asked for last in each slot. Whether it was opened shows only when the script runs.</summary>
    private readonly (SlotUse Use, string Path)[] _slots = new (SlotUse, string)[IKernelFace.Slots];

    private enum SlotUse { Nothing, File, Nameless, Directory, Place }

    /// <summary>What paths start in, and files without a name.</summary>
    private OpenCommand OpenPlace() =>
        OpenPlace(words.Pick<SlotUse>([SlotUse.Directory, SlotUse.Directory, SlotUse.Nameless, SlotUse.Nameless, SlotUse.Place]));

    private OpenCommand OpenPlace(SlotUse use)
    {
        string path = words.Path(preferDirectory: !words.OneIn(8));
        return use switch
        {
            SlotUse.Directory => Open(use, path, OpenFlags.O_DIRECTORY | (words.OneIn(2) ? OpenFlags.O_PATH : OpenFlags.O_RDONLY)),
            SlotUse.Nameless => Open(use, path, OpenFlags.O_TMPFILE | words.Pick<OpenFlags>(TemporaryFlags), words.Mode()),
            _ => Open(use, words.Path(), OpenFlags.O_PATH | words.Pick<OpenFlags>([OpenFlags.O_RDONLY, OpenFlags.O_NOFOLLOW, OpenFlags.O_RDWR])),
        };
    }

    private OpenCommand Open()
    {
        switch (words.Choose(6))
        {
            case 0: return Open(SlotUse.File, words.Path(), words.OneIn(2) ? OpenFlags.O_RDONLY : OpenFlags.O_RDWR);
            case 1: return Open(SlotUse.File, words.Path(preferDirectory: false), OpenFlags.O_RDWR | OpenFlags.O_CREAT);
            case 2 or 3: return OpenToWrite();
        }
        var flags = (OpenFlags)(words.OneIn(40) ? 3 : words.Choose(3));
        for (int count = words.Choose(4); count > 0; count--) flags |= words.Pick<OpenFlags>(Extras);
        return Open(SlotUse.File, (flags & OpenFlags.O_CREAT) != 0 ? words.NewPath(isDirectory: false) : words.Path(), flags, words.Mode());
    }

    private OpenCommand OpenToWrite() =>
        Open(SlotUse.File, words.NewPath(isDirectory: false), OpenFlags.O_RDWR | OpenFlags.O_CREAT | (words.OneIn(4) ? OpenFlags.O_APPEND : 0));

    private OpenCommand Open(SlotUse use, string path, OpenFlags flags, int mode = 0x1A4)
    {
        int slot = words.Choose(IKernelFace.Slots);
        _slots[slot] = (use, words.Start is null ? path : TreeView.Join(words.Start, path));
        return new OpenCommand(slot, path, flags, mode);
    }

    /// <summary>Steps on what is open; first of all something has to be.</summary>
    private Command OnHandle()
    {
        if (!Has(SlotUse.File) && !words.OneIn(6)) return OpenToWrite();
        return words.OneIn(2) ? Handle() : Range();
    }

    private Command Handle() => words.Choose(12) switch
    {
        < 3 => new WriteCommand(File(), words.Offset(), words.Count(), words.Seed()),
        < 5 => new ReadCommand(File(), words.Offset(), words.Count()),
        5 => new SetLengthCommand(File(), words.Length()),
        6 => new SetModeCommand(AnySlot(), words.Mode()),
        7 => new SetOwnerCommand(AnySlot(), words.Owner(), words.Owner()),
        8 => new SetTimesCommand(AnySlot(), words.Time(), words.Time()),
        9 => new ListCommand(Slot(SlotUse.Directory)),
        10 => words.OneIn(4) ? new CloseCommand(AnySlot()) : new HandleStatCommand(AnySlot()),
        _ => new WriteCommand(File(), 0, 4, words.Seed()),
    };

    /// <summary>What works on the bytes of an open file beyond pread and pwrite.</summary>
    private Command Range() => words.Choose(12) switch
    {
        < 3 => new AllocateCommand(File(), words.AllocateFlags(), words.Offset(), words.OneIn(12) ? -1 : words.RangeLength()),
        < 6 => new SeekCommand(File(), words.OneIn(6) ? -words.Offset() : words.Offset(), (Whence)words.Choose(words.OneIn(12) ? 7 : 5)),
        < 9 => new CopyRangeCommand(File(), words.Offset(), File(), words.Offset(), words.RangeLength()),
        9 => new ReadNextCommand(File(), words.Count()),
        _ => new WriteNextCommand(File(), words.Count(), words.Seed()),
    };

    private int AnySlot() => words.Choose(IKernelFace.Slots);

    private int File() => Slot(words.OneIn(5) ? SlotUse.Nameless : SlotUse.File);

    private bool Has(SlotUse use) => _slots.Any(slot => slot.Use == use);

    /// <summary>Mostly one that was opened for that.</summary>
    private int Slot(SlotUse wanted)
    {
        int[] fitting = [.. Enumerable.Range(0, IKernelFace.Slots).Where(slot => _slots[slot].Use == wanted)];
        return fitting.Length == 0 || words.OneIn(12) ? AnySlot() : fitting[words.Choose(fitting.Length)];
    }

    /// <summary>The directory that a slot has open; for anything else a path that nothing is below.</summary>
    private string PathOf(int slot) => _slots[slot] is { Use: SlotUse.Directory, Path: var path } ? path : Words.Nowhere;
}
