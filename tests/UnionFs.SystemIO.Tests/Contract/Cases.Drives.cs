using System.IO.Abstractions;
using System.Reflection;
using System.Reflection.Emit;

namespace UnionFs.SystemIO.Tests.Contract;

internal static partial class Cases
{
    private static Dictionary<string, Func<World, object?>> Temporary() => new()
    {
        ["Directory.CreateTempSubdirectory"] = w => Temporary(w, null),
        ["Directory.CreateTempSubdirectory prefix"] = w => Temporary(w, "pre-"),
        ["Directory.CreateTempSubdirectory bad prefix"] = w => Temporary(w, "a/b"),
    };

    private static string Temporary(World w, string? prefix)
    {
        IDirectoryInfo made = w.Fs.Directory.CreateTempSubdirectory(prefix);
        string result = Outcome.Show((made.FullName[..^6], made.Name.Length, w.Fs.File.GetUnixFileMode(made.FullName), made.Exists, made.ToString() == made.FullName));
        made.Delete();
        return result;
    }

    private static Dictionary<string, Func<World, object?>> Drives() => new()
    {
        ["DriveInfo.GetDrives"] = w => w.Fs.DriveInfo.GetDrives().Single(d => d.Name == "/"),
        ["DriveInfo.Name"] = w => (w.Fs.DriveInfo.New("/").Name, w.Fs.DriveInfo.New("dir").Name, w.Fs.DriveInfo.New("nope").ToString()),
        ["DriveInfo.IsReady"] = w => (w.Fs.DriveInfo.New("/").IsReady, w.Fs.DriveInfo.New("dir").IsReady, w.Fs.DriveInfo.New("f").IsReady, w.Fs.DriveInfo.New("nope").IsReady),
        ["DriveInfo.RootDirectory"] = w => (w.Fs.DriveInfo.New("/").RootDirectory, w.Fs.DriveInfo.New("dir").RootDirectory),
        ["DriveInfo.VolumeLabel"] = w => (w.Fs.DriveInfo.New("/").VolumeLabel, w.Fs.DriveInfo.New("nope").VolumeLabel),
#pragma warning disable CA1416 // Windows alone has it, and the others say so.
        ["DriveInfo.VolumeLabel set"] = w => w.Fs.DriveInfo.New("/").VolumeLabel = "x",
#pragma warning restore CA1416
        ["DriveInfo.TotalSize"] = w => w.Fs.DriveInfo.New("/").TotalSize > 0,
        ["DriveInfo space"] = w => (w.Fs.DriveInfo.New("/").TotalFreeSpace > 0, w.Fs.DriveInfo.New("f").AvailableFreeSpace > 0),
        ["DriveInfo.DriveFormat"] = w => w.Fs.DriveInfo.New(w.Root).DriveFormat.Length > 0,
        ["DriveInfo.DriveType"] = w => w.Fs.DriveInfo.New(w.Root).DriveType is DriveType.Fixed or DriveType.Ram,
        ["DriveInfo.DriveType missing"] = w => w.Fs.DriveInfo.New("nope").DriveType,
        ["DriveInfo.DriveFormat missing"] = w => w.Fs.DriveInfo.New("nope").DriveFormat,
        ["DriveInfo.TotalSize missing"] = w => w.Fs.DriveInfo.New("no/pe").TotalSize,
        ["DriveInfo.TotalFreeSpace missing"] = w => w.Fs.DriveInfo.New("nope").TotalFreeSpace,
        ["DriveInfo.AvailableFreeSpace missing"] = w => w.Fs.DriveInfo.New("f/x").AvailableFreeSpace,
        ["DriveInfo of null"] = w => w.Fs.DriveInfo.New(null!),
        ["DriveInfo of empty"] = w => w.Fs.DriveInfo.New(""),
        ["DriveInfo of NUL"] = w => w.Fs.DriveInfo.New("a\0"),
        ["DriveInfo.Wrap"] = w => w.Fs.DriveInfo.Wrap(new DriveInfo("/")),
        ["DriveInfo.Wrap null"] = w => w.Fs.DriveInfo.Wrap(null),
        ["DriveInfo factory"] = w => ReferenceEquals(w.Fs.DriveInfo.FileSystem, w.Fs),
        ["DriveInfo.FileSystem"] = w => ReferenceEquals(w.Fs.DriveInfo.New("/").FileSystem, w.Fs),
    };

    private static readonly byte[] OwnAssembly = File.ReadAllBytes(typeof(Cases).Assembly.Location);
    private static readonly byte[] CoreAssembly = File.ReadAllBytes(typeof(object).Assembly.Location);
    private static readonly byte[] BareAssembly = Emitted();
    private static readonly byte[] FullAssembly = Emitted("Company", "Copyright", "Description", "Product", "Title", "Trademark");

    private static Dictionary<string, Func<World, object?>> Versions() => new()
    {
        ["FileVersionInfo of an assembly"] = w => Do(() => w.Fs.File.WriteAllBytes("a.dll", OwnAssembly), () => Everything(w.Fs.FileVersionInfo.GetVersionInfo("a.dll"))),
        ["FileVersionInfo of a framework assembly"] = w => Do(() => w.Fs.File.WriteAllBytes("a.dll", CoreAssembly), () => Everything(w.Fs.FileVersionInfo.GetVersionInfo(w.At("a.dll")))),
        ["FileVersionInfo of a bare assembly"] = w => Do(() => w.Fs.File.WriteAllBytes("a.dll", BareAssembly), () => Everything(w.Fs.FileVersionInfo.GetVersionInfo("a.dll"))),
        ["FileVersionInfo of all attributes"] = w => Do(() => w.Fs.File.WriteAllBytes("a.dll", FullAssembly), () => Everything(w.Fs.FileVersionInfo.GetVersionInfo("a.dll"))),
        ["FileVersionInfo odd versions"] = w => string.Join('\n', new[] { "1.2.3.4", "1.2", "", "7.8x.9", "1.2.3.4.5", "70000.1", " 1.2", "1..3", "v1" }.Select(version =>
        {
            w.Fs.File.WriteAllBytes("a.dll", Emitted("FileVersion=" + version, "InformationalVersion=" + version));
            string everything = Everything(w.Fs.FileVersionInfo.GetVersionInfo("a.dll"));
            w.Fs.File.Delete("a.dll");
            return everything;
        })),
        ["FileVersionInfo of text"] = w => Everything(w.Fs.FileVersionInfo.GetVersionInfo("f")),
        ["FileVersionInfo of half an assembly"] = w => Do(() => w.Fs.File.WriteAllBytes("a.dll", BareAssembly[..200]), () => Everything(w.Fs.FileVersionInfo.GetVersionInfo("a.dll"))),
        ["FileVersionInfo missing"] = w => w.Fs.FileVersionInfo.GetVersionInfo("nope"),
        ["FileVersionInfo directory"] = w => w.Fs.FileVersionInfo.GetVersionInfo("dir"),
        ["FileVersionInfo dangling"] = w => w.Fs.FileVersionInfo.GetVersionInfo("dangling"),
        ["FileVersionInfo locked"] = w => Do(() => w.Fs.File.WriteAllBytes("f", FullAssembly), () => With(Locked(w), () => Everything(w.Fs.FileVersionInfo.GetVersionInfo("f")))),
        ["FileVersionInfo null"] = w => w.Fs.FileVersionInfo.GetVersionInfo(null!),
        ["FileVersionInfo empty"] = w => w.Fs.FileVersionInfo.GetVersionInfo(""),
        ["FileVersionInfo factory"] = w => ReferenceEquals(w.Fs.FileVersionInfo.FileSystem, w.Fs),
    };

    private static string Everything(IFileVersionInfo info) =>
        string.Join('\n', typeof(IFileVersionInfo).GetProperties().OrderBy(p => p.Name).Select(p => $"{p.Name}: {p.GetValue(info) ?? "null"}"));

    /// <summary>An assembly with attributes of these names, each with a value after `=`, or a text that says which it is.</summary>
    private static byte[] Emitted(params string[] attributes)
    {
        var assembly = new PersistedAssemblyBuilder(new AssemblyName("emitted") { Version = new Version(5, 6, 7, 8) }, typeof(object).Assembly);
        assembly.DefineDynamicModule("emitted");
        foreach (string attribute in attributes)
        {
            string[] parts = attribute.Split('=');
            Type type = typeof(AssemblyCompanyAttribute).Assembly.GetType($"System.Reflection.Assembly{parts[0]}Attribute", throwOnError: true)!;
            assembly.SetCustomAttribute(new CustomAttributeBuilder(type.GetConstructor([typeof(string)])!, [parts.Length > 1 ? parts[1] : $"the {parts[0]}"]));
        }
        var image = new MemoryStream();
        assembly.Save(image);
        return image.ToArray();
    }
}
