using UnionFs.Cli.Shell.Commands;

namespace UnionFs.Cli.Shell;

/// <summary>The commands by name, in the order that `help` lists them.</summary>
internal static class CommandTable
{
    internal static IReadOnlyList<ShellCommand> All { get; } =
    [
        new LsCommand(), new TreeCommand(), new CatCommand(), new StatCommand(), new FindCommand(), new WhichCommand(), new DiffCommand(),
        new EchoCommand(), new WriteCommand(), new AppendCommand(), new CpCommand(), new MvCommand(), new RmCommand(), new MkdirCommand(),
        new RmdirCommand(), new LnCommand(), new ChmodCommand(), new ChownCommand(), new TouchCommand(), new TruncateCommand(),
        new SnapshotCommand(), new RestoreCommand(), new SnapshotsCommand(), new ExportCommand(), new CdCommand(), new PwdCommand(),
        new SetCommand(), new HelpCommand(), new ExitCommand(),
    ];

    private static readonly Dictionary<string, ShellCommand> ByName = All.ToDictionary(command => command.Name, StringComparer.Ordinal);

    internal static ShellCommand? Find(string name) => ByName.GetValueOrDefault(name);
}
