using System.Globalization;

namespace UnionFs.Host.Tests.Support;

/// <summary>What find(1), stat(1) and sha256sum(1) say about a tree: a witness that shares no code with the library.</summary>
public static class HostListing
{
    // Directories have sizes of their own, and access times change as one looks.
    private const string Script = """
        find . ! -type d -printf '%P\t%y %#m %U:%G size=%s %T@ ->%l\t%i\0' -o -printf '%P\t%y %#m %U:%G %T@\t%i\0'
        """;

    /// <summary>A line for each name, ordinal; hard links name the first of their group; contents by digest.</summary>
    public static string[] Of(string directory) => Format(Read(directory));

    /// <summary>The commands, to run elsewhere; <see cref="Format"/> reads what they write.</summary>
    public static string Commands => Script + "\n" + """
        printf '\0'
        find . -type f -exec sha256sum -z {} +
        printf '\0'
        find . \( -type c -o -type b \) -exec stat --printf '%n\t%t:%T\0' {} +
        """;

    public static string Read(string directory) => Shell.Run(Commands, directory);

    public static string[] Format(string output)
    {
        string[] parts = output.Split("\0\0");
        // Each list ends in NUL, so an empty one leaves no gap: sections are told apart by their look.
        var names = new SortedDictionary<string, (string Text, string Inode)>(StringComparer.Ordinal);
        var extra = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string record in parts.SelectMany(p => p.Split('\0')).Where(r => r.Length > 0))
        {
            string[] fields = record.Split('\t');
            if (fields.Length == 3) names.Add(fields[0], (fields[1], fields[2]));
            else if (fields.Length == 2) extra["./" + fields[0].TrimStart('.', '/')] = " device " + fields[1];
            else extra[record[66..]] = " sha256 " + record[..16];
        }
        var first = new Dictionary<string, string>();
        return [.. names.Select(n =>
        {
            string group = first.TryAdd(n.Value.Inode, n.Key) ? "" : " same as " + first[n.Value.Inode];
            return string.Create(CultureInfo.InvariantCulture, $"{n.Key} {n.Value.Text}{extra.GetValueOrDefault("./" + n.Key)}{group}");
        })];
    }
}
