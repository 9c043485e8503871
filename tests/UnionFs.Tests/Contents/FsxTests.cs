using System.Globalization;

namespace UnionFs.Tests.Contents;

public class FsxTests
{
    /// <summary>UNIONFS_FSX=1000000 runs that many operations, UNIONFS_SEED=n from another seed.</summary>
    [Fact]
    public void RandomOperations_OnEveryKindOfFile_EqualPlainBytes() =>
        new FsxRun(Setting("UNIONFS_SEED", 1)).Execute(Setting("UNIONFS_FSX", 20_000));

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out int value) ? value : otherwise;
}
