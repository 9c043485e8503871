// What somebody does who has the packages and nothing else of this repository: something with each of them. Prints a line each; `.ci/packages` looks at them.
using System.IO.Compression;
using UnionFs;
using UnionFs.Archives;
using UnionFs.FileProviders;
using UnionFs.Host;
using UnionFs.Oci;
using UnionFs.Packs;
using UnionFs.SystemIO;
using UnionFs.Testing;

string folder = Directory.CreateTempSubdirectory("unionfs-consumer-").FullName;
try
{
    // UnionFs
    Layer site = new LayerBuilder("site").AddFile("/index.html", "base").AddFile("/about.html", "about").Build();
    var fs = new UnionFileSystem(site);
    fs.File.WriteAllText("/index.html", "edited");
    Layer diff = fs.Diff();
    Console.WriteLine($"UnionFs: {string.Join(", ", fs.GetChanges())}");

    // UnionFs.Host
    HostExport.Export(fs, "/", Path.Combine(folder, "site"));
    Layer host = HostDirectory.Open(Path.Combine(folder, "site"));
    Console.WriteLine($"UnionFs.Host: {new Snapshot(LayerStack.Empty.Push(host)).File.ReadAllText("/index.html")}");

    // UnionFs.Archives
    ZipFile.CreateFromDirectory(Path.Combine(folder, "site"), Path.Combine(folder, "site.zip"));
    Layer zip = ZipLayer.Open(Path.Combine(folder, "site.zip"));
    using (FileStream tar = File.Create(Path.Combine(folder, "diff.tar.gz"))) LayerTar.Write(diff, fs.Layers, tar, BlobCompression.Gzip);
    Console.WriteLine($"UnionFs.Archives: {zip.Find("/about.html")!.Content.Length} bytes");

    // UnionFs.Packs
    PackSet packs = PackSet.Open([Path.Combine(folder, "site.zip"), Path.Combine(folder, "site")]);
    Console.WriteLine($"UnionFs.Packs: {ConflictReport.Of(packs).Conflicts.Count} conflicts");

    // UnionFs.Oci
    Console.WriteLine($"UnionFs.Oci: {ImageReference.Parse("docker://registry.example/app:1").Transport}");

    // UnionFs.FileProviders
    using var provider = new UnionFileProvider(fs);
    var token = provider.Watch("*.html");
    fs.File.Delete("/about.html");
    Console.WriteLine($"UnionFs.FileProviders: {provider.GetFileInfo("/index.html").Length} bytes, changed {token.HasChanged}");

    // UnionFs.SystemIO
    var files = new UnionFileSystemIO();
    files.File.WriteAllText("note.txt", "any IFileSystem");
    Console.WriteLine($"UnionFs.SystemIO: {files.FileInfo.New("/data/note.txt").Length} bytes");

    // UnionFs.Testing
    UnionFileSystem fork = FileSystemFixture.FromZip(Path.Combine(folder, "site.zip")).Fork(new FaultPlan().FillDiskAfter(3));
    fork.File.WriteAllText("/log", "ok\n");
    fork.AssertChanges("added /log");
    Console.WriteLine("UnionFs.Testing: as expected");
    return 0;
}
finally
{
    Directory.Delete(folder, recursive: true);
}
