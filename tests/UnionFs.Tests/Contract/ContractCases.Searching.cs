namespace UnionFs.Tests.Contract;

// Listings by pattern and options. Each starts by making a tree in /dir that has a bit of everything.
public static partial class ContractCases
{
    private static IFace Grown(IFace fs)
    {
        fs.WriteAllText("/dir/a.txt", "");
        fs.WriteAllText("/dir/B.TXT", "");
        fs.WriteAllText("/dir/.hidden", "");
        fs.WriteAllText("/dir/with\\back", "");
        fs.WriteAllText("/dir/<q>\"", "");
        fs.WriteAllText("/dir/ro", "");
        fs.SetUnixFileMode("/dir/ro", (UnixFileMode)0x124);
        fs.CreateDirectory("/dir/sub.d/deep/deeper");
        fs.CreateDirectory("/dir/.dot");
        fs.WriteAllText("/dir/.dot/in", "");
        fs.WriteAllText("/dir/sub.d/a.txt", "");
        fs.WriteAllText("/dir/sub.d/deep/deeper/z.txt", "");
        fs.CreateSymbolicLink("/dir/tolink", "../a");
        fs.CreateSymbolicLink("/dir/broken", "nowhere");
        return fs;
    }

    private static string Found(IFace fs, string pattern, EnumerationOptions options, string kind = "Entries") => Joined(Grown(fs).Search(kind, "/dir", pattern, options));

    private static string Found(IFace fs, string pattern, SearchOption option = SearchOption.TopDirectoryOnly, string kind = "Entries") =>
        Joined(Grown(fs).Search(kind, "/dir", pattern, option));

    private static EnumerationOptions Skipping(FileAttributes attributes) => new() { AttributesToSkip = attributes, RecurseSubdirectories = true };

    private static Dictionary<string, Func<IFace, object?>> Patterns()
    {
        var cases = new Dictionary<string, Func<IFace, object?>>();
        string[] patterns =
        [
            "*", "*.*", "", ".", "..", "*.txt", "*.TXT", "?.txt", "??", "a?txt", ".*", "*.", "*d", "sub.d/", "sub.d/*", "sub.d/deep/*", "../*", "sub.d//*",
            "nope/*", "a.txt/*", "/x", "a\0b", "with\\*", "<*", "*\"", "\\*", "r?", "r??", "tolink/*", "*>", "A*",
        ];
        foreach (string pattern in patterns)
        {
            string shown = pattern.Replace("\0", "NUL", StringComparison.Ordinal);
            cases[$"Search '{shown}'"] = fs => Found(fs, pattern);
            cases[$"Search simple '{shown}'"] = fs => Found(fs, pattern, new EnumerationOptions { AttributesToSkip = 0 });
            cases[$"Search Win32, any case, deep '{shown}'"] = fs => Found(fs, pattern,
                new EnumerationOptions { MatchType = MatchType.Win32, MatchCasing = MatchCasing.CaseInsensitive, RecurseSubdirectories = true });
        }
        return cases;
    }

    private static readonly Dictionary<string, Func<IFace, object?>> Searching = new(Patterns())
    {
        ["Search files deep"] = fs => Found(fs, "*", SearchOption.AllDirectories, "Files"),
        ["Search directories deep"] = fs => Found(fs, "*", SearchOption.AllDirectories, "Directories"),
        ["Search deep"] = fs => Found(fs, "*", SearchOption.AllDirectories),
        ["Search deep by pattern"] = fs => Found(fs, "*.txt", SearchOption.AllDirectories),
        ["Search bad option"] = fs => Found(fs, "*", (SearchOption)7),
        ["Search bad option and null path"] = fs => Joined(fs.Search("Files", null!, null!, (SearchOption)7)),
        ["Search default options"] = fs => Found(fs, "*", new EnumerationOptions()),
        ["Search default options deep"] = fs => Found(fs, "*", new EnumerationOptions { RecurseSubdirectories = true }),
        ["Search depth 0"] = fs => Found(fs, "*", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 0 }),
        ["Search depth 1"] = fs => Found(fs, "*", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 1 }),
        ["Search depth 2 files"] = fs => Found(fs, "*", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 2 }, "Files"),
        ["Search special"] = fs => Found(fs, "*", new EnumerationOptions { ReturnSpecialDirectories = true }),
        ["Search special deep"] = fs => Found(fs, "*", new EnumerationOptions { ReturnSpecialDirectories = true, RecurseSubdirectories = true }),
        ["Search special files"] = fs => Found(fs, "*", new EnumerationOptions { ReturnSpecialDirectories = true }, "Files"),
        ["Search special by pattern"] = fs => Found(fs, ".", new EnumerationOptions { ReturnSpecialDirectories = true }, "Directories"),
        ["Search skip nothing"] = fs => Found(fs, "*", Skipping(0)),
        ["Search skip directories"] = fs => Found(fs, "*", Skipping(FileAttributes.Directory)),
        ["Search skip links"] = fs => Found(fs, "*", Skipping(FileAttributes.ReparsePoint)),
        ["Search skip read-only"] = fs => Found(fs, "*", Skipping(FileAttributes.ReadOnly)),
        ["Search skip normal"] = fs => Found(fs, "*", Skipping(FileAttributes.Normal)),
        ["Search skip system"] = fs => Found(fs, "*", Skipping(FileAttributes.System)),
        ["Search skip hidden directories"] = fs => Found(fs, "*", Skipping(FileAttributes.Hidden | FileAttributes.Directory)),
        ["Search any case"] = fs => Found(fs, "*.txt", new EnumerationOptions { MatchCasing = MatchCasing.CaseInsensitive }),
        ["Search case-sensitive"] = fs => Found(fs, "*.txt", new EnumerationOptions { MatchCasing = MatchCasing.CaseSensitive }),
        ["Search bad casing"] = fs => Found(fs, "A*", new EnumerationOptions { MatchCasing = (MatchCasing)9 }),
        ["Search bad match type"] = fs => Found(fs, "*", new EnumerationOptions { MatchType = (MatchType)9 }),
        ["Search null options"] = fs => Found(fs, "*", (EnumerationOptions)null!),
        ["Search null path"] = fs => Joined(fs.Search("Files", null!, "*")),
        ["Search empty path"] = fs => Joined(fs.Search("Files", "", "*")),
        ["Search NUL path"] = fs => Joined(fs.Search("Files", "/\0", "*")),
        ["Search null pattern"] = fs => Joined(fs.Search("Files", "/", null!)),
        ["Search trailing slash"] = fs => Joined(fs.Search("Files", "/dir/", "x")),
        ["Search trailing slashes"] = fs => Joined(fs.Search("Files", "/dir//", "x")),
        ["Search dots"] = fs => Joined(fs.Search("Files", "/a/../dir/.", "x")),
        ["Search through link"] = fs => Joined(fs.Search("Files", "/dirlink", "*")),
        ["Search missing"] = fs => Joined(fs.Search("Files", "/nope", "*", new EnumerationOptions())),
        ["Search missing throws at once"] = fs => fs.Search("Directories", "/nope", "*"),
        ["Search file"] = fs => Joined(fs.Search("Directories", "/f", "*", SearchOption.AllDirectories)),
        ["Search loop"] = fs => Joined(fs.Search("Directories", "/loop", "*")),
        ["Search dangling"] = fs => Joined(fs.Search("Directories", "/dangling", "*")),
        ["Search link cycle"] = fs => Do(() => fs.CreateSymbolicLink("/dir/up", "../dir"), () => Joined(fs.Search("Entries", "/dir", "*", SearchOption.AllDirectories))),
        ["Search link cycles by options"] = fs => Do(() => fs.CreateSymbolicLink("/dir/self", "."), () => Joined(fs.Search("Files", "/dir", "x", new EnumerationOptions { RecurseSubdirectories = true }))),
        ["Search empty directory"] = fs => Joined(fs.Search("Entries", "/empty", "*")),
    };
}
