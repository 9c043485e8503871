namespace UnionFs.Model;

/// <summary>
/// A tree of the model as text, one line a path: what a layer carries, so no link counts, no ctime and no birth time. Two trees are
/// the same view if the texts are equal.
/// </summary>
public static class ModelTreeText
{
    public static string Of(ModelInode root)
    {
        var text = new System.Text.StringBuilder();
        Write(text, "/", root, []);
        return text.ToString();
    }

    /// <summary>The first line in which two texts differ.</summary>
    public static string? FirstDifference(string expected, string actual)
    {
        ArgumentNullException.ThrowIfNull(expected);
        ArgumentNullException.ThrowIfNull(actual);
        if (expected == actual) return null;
        string[] one = expected.Split('\n');
        string[] two = actual.Split('\n');
        int i = 0;
        while (i < one.Length && i < two.Length && one[i] == two[i]) i++;
        return $"\n  expected {(i < one.Length ? one[i] : "nothing more")}\n  actual   {(i < two.Length ? two[i] : "nothing more")}";
    }

    private static void Write(System.Text.StringBuilder text, string path, ModelInode inode, Dictionary<long, string> firstNames)
    {
        StatRecord stat = ModelMount.StatOf(inode) with { Links = 0, ChangeTime = default, BirthTime = default };
        text.Append(path).Append(' ').Append(stat).Append(' ').Append(inode.Target);
        foreach ((string name, byte[] value) in inode.Xattrs) text.Append(' ').Append(name).Append('=').Append(Convert.ToHexString(value));
        if (!inode.IsDirectory && !firstNames.TryAdd(inode.Id, path)) text.Append(" = ").Append(firstNames[inode.Id]);
        var hash = new HashCode();
        hash.AddBytes(inode.Content);
        text.Append(" #").Append(hash.ToHashCode()).Append('\n');
        foreach ((string name, ModelInode child) in inode.Children) Write(text, path == "/" ? "/" + name : $"{path}/{name}", child, firstNames);
    }
}
