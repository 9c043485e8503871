namespace UnionFs.Testing.Tests.Examples;

/// <summary>The code under test of the examples: a counter that survives in a file, written safely.</summary>
internal sealed class Counter(FileSystem fs, string path)
{
    /// <summary>Counts one more; a disk that fails leaves the old number.</summary>
    internal async Task<int> NextAsync()
    {
        int next = fs.File.Exists(path) ? int.Parse(await fs.File.ReadAllTextAsync(path), System.Globalization.CultureInfo.InvariantCulture) + 1 : 1;
        string temporary = path + ".tmp";
        try
        {
            await fs.File.WriteAllTextAsync(temporary, next.ToString(System.Globalization.CultureInfo.InvariantCulture));
            fs.File.Move(temporary, path, overwrite: true);
        }
        catch (IOException)
        {
            fs.File.Delete(temporary);
            throw;
        }
        return next;
    }
}
