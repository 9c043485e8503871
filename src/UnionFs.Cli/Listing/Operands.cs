using UnionFs.Cli.Output;

namespace UnionFs.Cli.Listing;

/// <summary>What a listing works on: one state of the union, the directory that relative paths start from, and where to write.</summary>
/// <param name="Snapshot">The state; it does not change under the listing.</param>
/// <param name="Directory">Where relative paths start.</param>
/// <param name="Paths">The operands as the caller wrote them.</param>
/// <param name="Out">Where the listing goes.</param>
/// <param name="Errors">Where an operand that fails is reported; the others are listed all the same.</param>
internal sealed record Operands(Snapshot Snapshot, string Directory, IReadOnlyList<string> Paths, Printer Out, Diagnostics Errors)
{
    /// <summary>The operands, or the one that a listing without operands means.</summary>
    internal IReadOnlyList<string> PathsOr(string fallback) => Paths.Count > 0 ? Paths : [fallback];

    internal string Absolute(string path) => UnionPath.Absolute(Directory, path);

    /// <summary>The physical path and state of an operand, links kept; reports and returns false where nothing is.</summary>
    internal bool TryFind(string command, string path, out string canonical, out FileStat stat)
    {
        FsError error = UnionPath.Canonical(Snapshot, Absolute(path), out canonical);
        if (error == FsError.None) error = Snapshot.Posix.LStat(canonical, out stat);
        else stat = default;
        if (error != FsError.None) Errors.Report(command, path, error);
        return error == FsError.None;
    }

    /// <summary>The same, with a link in the last component followed.</summary>
    internal bool TryFollow(string command, string path, out string canonical, out FileStat stat)
    {
        FsError error = Snapshot.Posix.RealPath(Absolute(path), out canonical);
        if (error == FsError.None) error = Snapshot.Posix.LStat(canonical, out stat);
        else stat = default;
        if (error != FsError.None) Errors.Report(command, path, error);
        return error == FsError.None;
    }
}
