using System.Text;
using UnionFs.Posix.Tests.Faces;
using UnionFs.Posix.Tests.Kernel;
using UnionFs.Posix.Tests.Scripts;

namespace UnionFs.KernelOracle.Layers;

/// <summary>Lays a planned layer out as overlayfs wants it.</summary>
internal static class LayerWriter
{
    private const string OpaqueMark = "trusted.overlay.opaque";
    private const string WhiteoutMark = "trusted.overlay.whiteout";

    internal static void Write(LayerPlan plan, string directory)
    {
        using var kernel = new RealKernel(directory, refusesExecution: false, lasts: true);
        TreePlanter.Plant(plan.Tree, kernel);
        foreach (PlannedWhiteout whiteout in plan.Whiteouts)
        {
            string path = "/" + whiteout.Path;
            kernel.Mknod(path, whiteout.IsMark ? NodeKind.File : NodeKind.CharDevice, 0, default).ThrowIfError(path);
            if (!whiteout.IsMark) continue;
            Mark(kernel, path, WhiteoutMark, "");
            Mark(kernel, "/" + PlannedWhiteout.ParentOf(whiteout.Path), OpaqueMark, "x");
        }
        foreach (string opaque in plan.Opaque) Mark(kernel, "/" + opaque, OpaqueMark, "y");
    }

    private static void Mark(RealKernel kernel, string path, string mark, string value) =>
        kernel.SetXattr(path, mark, Encoding.ASCII.GetBytes(value), XattrFlags.None, follow: false).ThrowIfError(path);
}
