using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace UnionFs.Benchmarks.Packs;

/// <summary>
/// Debian's libphysfs1, at its fastest: links are permitted, which spares it a check of each component, and paths come as the bytes that it wants.
/// There is one PhysFS a process.
/// </summary>
internal static unsafe class PhysFs
{
    private const string Library = "libphysfs.so.1";

    internal static bool IsInstalled => NativeLibrary.TryLoad(Library, out _);

    internal static string Version
    {
        get
        {
            byte* version = stackalloc byte[3];
            PHYSFS_getLinkedVersion(version);
            return FormattableString.Invariant($"{version[0]}.{version[1]}.{version[2]}");
        }
    }

    /// <summary>A path as PhysFS takes it: UTF-8, from no `/` on, and a NUL.</summary>
    internal static byte[] PathOf(string path) => [.. Encoding.UTF8.GetBytes(path.TrimStart('/')), 0];

    /// <summary>Starts it over with these archives, the last on top.</summary>
    internal static void Mount(IReadOnlyList<string> archives)
    {
        Check(PHYSFS_init(null), "init");
        PHYSFS_permitSymbolicLinks(1);
        foreach (string archive in archives)
            fixed (byte* path = (byte[])[.. Encoding.UTF8.GetBytes(archive), 0]) Check(PHYSFS_mount(path, null, 0), archive);
    }

    internal static void Unmount() => Check(PHYSFS_deinit(), "deinit");

    internal static bool Exists(byte[] path)
    {
        fixed (byte* name = path) return PHYSFS_exists(name) != 0;
    }

    /// <summary>Opens, reads as much as the buffer holds, closes; or goes on to the end.</summary>
    internal static long Read(byte[] path, byte[] buffer, bool whole = false)
    {
        fixed (byte* name = path, bytes = buffer)
        {
            void* file = PHYSFS_openRead(name);
            if (file is null) throw new FileNotFoundException(Encoding.UTF8.GetString(path));
            long all = 0, count;
            do all += count = PHYSFS_readBytes(file, bytes, (ulong)buffer.Length);
            while (whole && count == buffer.Length);
            Check(PHYSFS_close(file), "close");
            return all;
        }
    }

    /// <summary>How many files there are. Each directory by <c>PHYSFS_enumerateFiles</c>, which tells a name once however many archives have it.</summary>
    internal static int CountFiles(string directory = "")
    {
        int files = 0;
        fixed (byte* path = PathOf(directory))
        {
            byte** names = PHYSFS_enumerateFiles(path);
            for (byte** each = names; *each is not null; each++)
            {
                string name = (directory.Length == 0 ? "" : directory + "/") + Marshal.PtrToStringUTF8((nint)(*each));
                Stat stat;
                // It lists a `..` that an archive has, and does not look into it.
                fixed (byte* full = PathOf(name))
                    if (PHYSFS_stat(full, &stat) != 0) files += stat.Type == 1 ? CountFiles(name) : 1;
            }
            PHYSFS_freeList(names);
        }
        return files;
    }

    /// <summary>As <see cref="CountFiles"/>, but by the callback of <c>PHYSFS_enumerate</c>: faster, and tells a name as often as archives have it.</summary>
    internal static int CountEntries(string directory = "")
    {
        var found = new Found { Directory = directory };
        fixed (byte* path = PathOf(directory)) Check(PHYSFS_enumerate(path, &OnEntry, Unsafe.AsPointer(ref found)), directory);
        return found.Files + (found.Directories?.Distinct(StringComparer.Ordinal).Sum(CountEntries) ?? 0);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnEntry(void* data, byte* directory, byte* name)
    {
        ref Found found = ref Unsafe.AsRef<Found>(data);
        string path = (found.Directory.Length == 0 ? "" : found.Directory + "/") + Marshal.PtrToStringUTF8((nint)name);
        Stat stat;
        fixed (byte* full = PathOf(path))
            if (PHYSFS_stat(full, &stat) == 0) return 1;
        if (stat.Type == 1) (found.Directories ??= []).Add(path);
        else found.Files++;
        return 1;
    }

    private static void Check(int result, string what)
    {
        if (result == 0) throw new IOException($"PhysFS: {what}: error {PHYSFS_getLastErrorCode()}");
    }

    private struct Found
    {
        internal string Directory;
        internal List<string>? Directories;
        internal int Files;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Stat
    {
        internal long Size, Modified, Created, Accessed;
        internal int Type;
        internal int ReadOnly;
    }

    [DllImport(Library)]
    private static extern void PHYSFS_getLinkedVersion(byte* version);

    [DllImport(Library)]
    private static extern int PHYSFS_init(byte* program);

    [DllImport(Library)]
    private static extern int PHYSFS_deinit();

    [DllImport(Library)]
    private static extern void PHYSFS_permitSymbolicLinks(int allow);

    [DllImport(Library)]
    private static extern int PHYSFS_mount(byte* archive, byte* mountPoint, int append);

    [DllImport(Library)]
    private static extern int PHYSFS_exists(byte* path);

    [DllImport(Library)]
    private static extern int PHYSFS_stat(byte* path, Stat* stat);

    [DllImport(Library)]
    private static extern void* PHYSFS_openRead(byte* path);

    [DllImport(Library)]
    private static extern long PHYSFS_readBytes(void* file, byte* buffer, ulong length);

    [DllImport(Library)]
    private static extern int PHYSFS_close(void* file);

    [DllImport(Library)]
    private static extern byte** PHYSFS_enumerateFiles(byte* directory);

    [DllImport(Library)]
    private static extern void PHYSFS_freeList(void* list);

    [DllImport(Library)]
    private static extern int PHYSFS_enumerate(byte* directory, delegate* unmanaged[Cdecl]<void*, byte*, byte*, int> callback, void* data);

    [DllImport(Library)]
    private static extern int PHYSFS_getLastErrorCode();
}
