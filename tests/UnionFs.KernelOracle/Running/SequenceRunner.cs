using UnionFs.KernelOracle.Rules;
using UnionFs.Posix.Tests.Commands;
using UnionFs.Posix.Tests.Faces;
using UnionFs.Posix.Tests.Kernel;
using UnionFs.Posix.Tests.Running;
using UnionFs.Posix.Tests.Rules;

namespace UnionFs.KernelOracle.Running;

/// <summary>Runs steps on a mount and on the engine and compares each answer, and the trees now and then.</summary>
internal sealed class SequenceRunner(RealKernel kernel, IKernelFace union, OverlayRules rules, Coverage coverage)
{
    /// <summary>Whole trees are compared after so many steps, and at both ends.</summary>
    private const int TreeSteps = 10;

    /// <summary>The first difference, with the step where it shows; null if there is none.</summary>
    internal string? FirstDifference(IReadOnlyList<Command> commands, Action advance)
    {
        if (CompareTrees() is { } atStart) return $"at the start: {atStart}";
        for (int step = 1; step <= commands.Count; step++)
        {
            Command command = commands[step - 1];
            advance();
            string? difference = CompareAnswers(command);
            if (difference is null && (step % TreeSteps == 0 || step == commands.Count)) difference = CompareTrees();
            if (difference is not null) return $"step {step}, {command}: {difference}";
        }
        return null;
    }

    private string? CompareAnswers(Command command)
    {
        // Whether a directory is removed, the union knows: overlayfs counts links of merged ones as it likes (36).
        if (IntendedDifferences.IsLeftOut(command, kernel) || command is AtCommand or ItselfCommand && IntendedDifferences.IsLeftOut(command, union)
            || OverlayRules.ChangesALostFile(command, kernel, union) || rules.MayChangeAndFail(command, kernel)) return null;
        // What tmpfs would do and overlayfs does not: it is asked itself.
        Answer? instead = OverlayRules.Innermost(command) is RenameCommand ? null : IntendedDifferences.InPlaceOfTheKernel(command);
        Answer theirs = instead ?? IntendedDifferences.ForTheKernel(command).Run(kernel);
        if (instead is null) coverage.Hit(command, theirs);
        if (rules.IsRefusedMove(command, theirs) || OverlayRules.IsEmptyDirectoryRefused(command, theirs, kernel)) return null;
        Answer ours = command.Run(union);
        return rules.Comparable(command, ours) == rules.Comparable(command, theirs) || OverlayRules.Allow(command, theirs, ours, kernel) || IsOfALostFile(command) ? null
            : $"kernel {theirs}, union {ours}";
    }

    private bool IsOfALostFile(Command command) =>
        SlotLookedAt(command) is { } slot && kernel.Stat(slot, out InodeView theirs) == FsError.None && union.Stat(slot, out InodeView ours) == FsError.None
            && OverlayRules.IsLost(theirs, ours) && (theirs with { Links = 0 }).Stable == ours.Stable;

    private static int? SlotLookedAt(Command command) => command switch
    {
        HandleStatCommand stat => stat.Slot,
        ItselfCommand { Inner: StatCommand } itself => itself.Slot,
        _ => null,
    };

    private string? CompareTrees()
    {
        TreeView theirs = kernel.ReadTree(details: true);
        TreeView ours = union.ReadTree(details: true);
        for (int slot = 0; slot < IKernelFace.Slots; slot++)
        {
            string key = TreeView.HandleKey(slot);
            if (!theirs.Inodes.TryGetValue(key, out InodeView their) || !ours.Inodes.TryGetValue(key, out InodeView our)) continue;
            (theirs.Inodes[key], ours.Inodes[key]) = OverlayRules.ComparableHandles(their, our);
        }
        return TreeComparison.Compare(rules.Comparable(theirs), rules.Comparable(ours));
    }
}
