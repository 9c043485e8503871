using System.Globalization;
using Xunit.Abstractions;

namespace UnionFs.Posix.Tests.Permissions;

/// <summary>Callers with an identity against the kernel's own answers on tmpfs: errno, and the whole tree after each step.</summary>
public class PermissionTests(ITestOutputHelper output)
{
    private const string Memory = "/dev/shm";

    [Fact]
    public void Callers_RandomScripts_AreAnsweredAsTheKernelDoes()
    {
        if (!OperatingSystem.IsLinux() || Environment.UserName != "root" || !Directory.Exists(Memory))
        {
            output.WriteLine($"Skipped: needs root on Linux and {Memory}, to call the kernel as other users.");
            Assert.NotEqual("true", Environment.GetEnvironmentVariable("CI"));
            return;
        }
        int scripts = Number("UNIONFS_PERMISSION_SCRIPTS", 500);
        int first = Number("UNIONFS_SEED", 1);
        var reached = new Dictionary<FsError, int>();
        string? disagreement = null;
        Exception? failure = null;
        // Credentials are this thread's alone, and the thread ends here.
        var thread = new Thread(() =>
        {
            try
            {
                for (int seed = first; seed < first + scripts && disagreement is null; seed++) disagreement = RunOne(seed, reached);
            }
            catch (Exception exception)
            {
                failure = exception;
            }
        });
        thread.Start();
        thread.Join();
        output.WriteLine(string.Join(", ", reached.OrderByDescending(pair => pair.Value).Select(pair => $"{pair.Key} {pair.Value}")));
        Assert.Null(failure);
        Assert.True(disagreement is null, disagreement);
        foreach (FsError error in new[] { FsError.EACCES, FsError.EPERM, FsError.ENOENT, FsError.EEXIST, FsError.ENOTDIR, FsError.ENODATA, FsError.ENOTEMPTY })
            Assert.True(scripts < 500 || reached.GetValueOrDefault(error) > 20, $"{error} was hardly reached");
    }

    private static string? RunOne(int seed, Dictionary<FsError, int> reached)
    {
        string root = Directory.CreateDirectory($"{Memory}/unionfs-permissions-{Environment.ProcessId}-{seed}").FullName;
        try
        {
            using var kernel = new KernelCaller(root);
            // 0777 for the root on both sides: a caller has to get in.
            File.SetUnixFileMode(root, (UnixFileMode)0x1FF);
            var fs = new UnionFileSystem();
            fs.Posix.Chmod("/", 0x1FF);
            return new PermissionScript(seed).Run(kernel, root, fs, steps: 40, reached);
        }
        finally
        {
            if (Directory.Exists(root)) Directory.Delete(root, recursive: true);
        }
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : otherwise;
}
