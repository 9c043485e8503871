using UnionFs.Posix.Tests.Commands;
using UnionFs.Posix.Tests.Faces;
using UnionFs.Posix.Tests.Kernel;
using UnionFs.Posix.Tests.Rules;
using UnionFs.Posix.Tests.Scripts;

namespace UnionFs.Posix.Tests.Running;

/// <summary>Runs a script on a tmpfs, on an empty union and on one over three layers, and compares after every step.</summary>
internal sealed class ScriptRunner(RealDirectory directory, Coverage coverage)
{
    /// <summary>Contents, targets and attributes are compared after so many steps, and at the end; inodes after each that succeeds.</summary>
    private const int DetailSteps = 8;

    /// <summary>The first difference, with the step where it shows; null if there is none.</summary>
    internal string? FirstDifference(Script script)
    {
        var clock = new ManualClock();
        using RealKernel kernel = directory.Fresh();
        TreePlanter.Plant(script.Tree, kernel);
        using var plain = new UnionFace(new UnionFileSystem(LayerStack.Empty, clock));
        TreePlanter.Plant(script.Tree, plain);
        using var layered = new UnionFace(new UnionFileSystem(new LayerSpreader(new Random(script.Seed)).Spread(script.Tree), clock));
        Side[] sides = [new("empty union", plain, new TimeComparison(directory.HasFineTimes)), new("union of layers", layered, new TimeComparison(directory.HasFineTimes))];

        if (CompareTrees(kernel, sides, details: true) is { } atStart) return $"at the start: {atStart}";
        for (int step = 1; step <= script.Commands.Count; step++)
        {
            Command command = script.Commands[step - 1];
            clock.Advance();
            bool details = step % DetailSteps == 0 || step == script.Commands.Count;
            string? difference = CompareAnswers(kernel, sides, command, out bool hasChanged);
            // What a step that fails changes nevertheless shows after the next that does not.
            if (difference is null && (hasChanged || details)) difference = CompareTrees(kernel, sides, details);
            if (difference is not null) return $"step {step}, {command}: {difference}";
        }
        return null;
    }

    private string? CompareAnswers(RealKernel kernel, Side[] sides, Command command, out bool hasChanged)
    {
        hasChanged = false;
        if (IntendedDifferences.IsLeftOut(command, kernel)) return null;
        kernel.Tick();
        foreach (Side side in sides) side.Times.Start();
        Answer? instead = IntendedDifferences.InPlaceOfTheKernel(command);
        Answer theirs = instead ?? IntendedDifferences.ForTheKernel(command).Run(kernel);
        hasChanged = theirs.Error == FsError.None;
        if (instead is null) coverage.Hit(command, theirs);
        foreach (Side side in sides)
        {
            Answer ours = command.Run(side.Face);
            if (ours != theirs && !IntendedDifferences.Allow(command, theirs, ours, kernel)) return $"kernel {theirs}, {side.Name} {ours}";
        }
        return null;
    }

    private static string? CompareTrees(RealKernel kernel, Side[] sides, bool details)
    {
        TreeView theirs = kernel.ReadTree(details);
        foreach (Side side in sides)
        {
            TreeView ours = side.Face.ReadTree(details);
            if ((TreeComparison.Compare(theirs, ours) ?? side.Times.Finish(theirs, ours)) is { } difference) return $"{side.Name}: {difference}";
        }
        return null;
    }

    private sealed record Side(string Name, UnionFace Face, TimeComparison Times);
}
