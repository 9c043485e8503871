using System.IO.Compression;

namespace UnionFs.Packs.Tests.Support;

/// <summary>A directory of one test.</summary>
internal sealed class TempFolder : IDisposable
{
    internal string Path { get; } = Directory.CreateTempSubdirectory("unionfs-packs-").FullName;

    internal string At(string name) => System.IO.Path.Combine(Path, name);

    internal string Add(string name, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(At(name))!);
        File.WriteAllText(At(name), text);
        return At(name);
    }

    internal string AddZip(string name, params (string Entry, string Text)[] entries) => AddZip(name, CompressionLevel.Optimal, entries);

    internal string AddZip(string name, CompressionLevel level, params (string Entry, string Text)[] entries)
    {
        using ZipArchive zip = ZipFile.Open(At(name), ZipArchiveMode.Create);
        foreach ((string entry, string text) in entries)
        {
            using var writer = new StreamWriter(zip.CreateEntry(entry, level).Open());
            writer.Write(text);
        }
        return At(name);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
