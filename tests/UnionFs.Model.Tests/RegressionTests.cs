using static UnionFs.Model.LayerItemKind;

namespace UnionFs.Model.Tests;

/// <summary>Shrunk scripts that once failed, kept for good.</summary>
public class RegressionTests
{
    private const RenameFlags Exchange = RenameFlags.RENAME_EXCHANGE;

    [Fact]
    public void Diff_NameOfLinkGroupReplacedByEqualFile_IsWritten() => Run(
        [File("/c", "x"), Link("/b", "/c"), File("/a", "yy"), File("/d", "x")],
        new RenameCommand("/a", "/c", RenameFlags.None), new RenameCommand("/d", "/c", Exchange), new DiffCommand(0, Adopt: false));

    [Fact]
    public void Diff_LinkGroupInSwappedDirectories_StaysOneInode() => Run(
        [File("/d", ""), Link("/a/a", "/d"), File("/c/d", "")],
        new RenameCommand("/a/a", "/c/a", RenameFlags.None), new RenameCommand("/a", "/c", Exchange), new DiffCommand(0, Adopt: false));

    [Fact]
    public void Diff_LinkGroupInDirectoryRenamedOntoAnOldName_StaysOneInode() => Run(
        [File("/a", "x"), Link("/c/b", "/a"), Link("/b/b", "/a")],
        new RemoveTreeCommand("/c"), new RenameCommand("/b", "/c", RenameFlags.None), new DiffCommand(0, Adopt: false));

    [Fact]
    public void Stat_SlashAfterLinkThroughLink_AsksForDirectory() => Run(
        [File("/a/c", "x"), Symlink("/b", "a"), Symlink("/c", "b/c")],
        new StatCommand("/c/", Follow: true), new StatCommand("/c", Follow: true));

    [Fact]
    public void Open_CreateThroughLinkToItselfWithSlash_IsADirectory() => Run(
        [Symlink("/a", "a/")],
        new OpenCommand(0, "/a", OpenFlags.O_CREAT, 0), new OpenCommand(0, "/a", OpenFlags.O_RDONLY, 0));

    [Fact]
    public void Update_EndedBatch_AnswersNothing() => Run(
        [File("/a", "x")],
        new UpdateCommand([new OpenCommand(0, "/a", OpenFlags.O_RDWR, 0)], Throws: false), new HandleReadCommand(0, 0, 1), new HandleStatCommand(0));

    [Fact]
    public void Rmdir_EmptyOpenDirectory_KeepsItsModifyTime() => Run(
        [new LayerItem(LayerItemKind.Directory, "/a", "", Metadata.DefaultDirectory)],
        new OpenCommand(0, "/a", OpenFlags.O_RDONLY, 0), new RmdirCommand("/a"), new HandleStatCommand(0));

    private static LayerItem File(string path, string text) => new(LayerItemKind.File, path, text, Metadata.DefaultFile);

    private static LayerItem Link(string path, string existing) => new(HardLink, path, existing, Metadata.DefaultFile);

    private static LayerItem Symlink(string path, string target) => new(LayerItemKind.Symlink, path, target, Metadata.DefaultSymlink);

    private static void Run(LayerItem[] items, params Command[] commands) =>
        ScriptRunner.Run(new Script("regression", [new LayerPlan(items)], commands, TimeSpan.FromSeconds(1)), new Coverage());
}
