using System.Globalization;
using UnionFs.Posix.Tests.Kernel;
using UnionFs.Posix.Tests.Running;
using UnionFs.Posix.Tests.Scripts;
using Xunit.Abstractions;

namespace UnionFs.Posix.Tests;

/// <summary>
/// Callers with an identity, against the kernel's own answers to them on tmpfs. By default the same 500 scripts every time;
/// UNIONFS_PERMISSION_SCRIPTS=20000 runs so many, and UNIONFS_SEED starts at another one.
/// </summary>
public class PermissionTests(ITestOutputHelper output)
{
    private const int DefaultScripts = 500;

    /// <summary>Often enough that it is no accident.</summary>
    private const int Enough = 5;

    /// <summary>What every run must come across.</summary>
    private static readonly string[] RareCases =
    [
        "As.Access EACCES", "As.Chmod EPERM", "As.Chmod None", "As.Chown EPERM", "As.Chown None", "As.GetXattr EACCES", "As.GetXattr ENODATA",
        "As.Link EACCES", "As.Mkdir EACCES", "As.Mkdir None", "As.Mknod EACCES", "As.Mknod EPERM", "As.OpenAndWrite EACCES",
        "As.OpenAndWrite None", "As.ReadDirectory EACCES", "As.RemoveXattr EACCES", "As.Rename EACCES", "As.Rename EPERM", "As.Rename None",
        "As.Rmdir EACCES", "As.Rmdir ENOTEMPTY", "As.SetXattr EACCES", "As.SetXattr EPERM", "As.Symlink EACCES", "As.Truncate EACCES",
        "As.Unlink EACCES", "As.Unlink EPERM", "As.Utimens EACCES", "As.Utimens EPERM",
    ];

    [Fact]
    public void Callers_RandomScripts_AreAnsweredAsTheKernelDoes()
    {
        using RealDirectory? directory = RealDirectory.TryMake(out string reason);
        if (!Requirement.Check(output, directory is not null, reason)) return;
        int count = Number("UNIONFS_PERMISSION_SCRIPTS", DefaultScripts);
        int first = Number("UNIONFS_SEED", 1);
        var coverage = new Coverage();
        string? failure = Workers.Run(directory!, count, i => CallerScripts.FromSeed(first + i), coverage);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count:N0} scripts of {Script.Steps} steps from seed {first}"));
        output.WriteLine(coverage.ToString());
        if (failure is not null) Assert.Fail(failure);
        if (count >= DefaultScripts) Assert.All(RareCases, rare => Assert.True(coverage[rare] >= Enough, $"only {coverage[rare]} times: {rare}"));
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : otherwise;
}
