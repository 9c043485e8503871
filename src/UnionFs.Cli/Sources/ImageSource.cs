using UnionFs.Cli.Output;
using UnionFs.Oci;

namespace UnionFs.Cli.Sources;

/// <summary>Container images, by the names that skopeo gives them.</summary>
internal static class ImageSource
{
    /// <summary>Warnings that are told one by one; an image may have as many as entries.</summary>
    private const int MaxWarnings = 20;

    /// <summary>True if the text starts like an image's name; `./oci:x` is a path.</summary>
    internal static bool Is(string source) => ImageReference.HasTransport(source);

    internal static ImageReference Parse(string source)
    {
        try
        {
            return ImageReference.Parse(source);
        }
        catch (FormatException error)
        {
            throw new Failure(error.Message);
        }
    }

    /// <summary>Reads manifest and configuration.</summary>
    internal static OciImage Open(string source, Tool tool) => Run(source, $"Opening {source}", tool, (reference, options) => OciImage.OpenAsync(reference, options).GetAwaiter().GetResult());

    /// <summary>Reads all layers.</summary>
    internal static LayerStack Read(OciImage image, Tool tool) => Read(image, tool, options => image.ToStack(options));

    /// <summary>Reads the layers that say what these paths lead to.</summary>
    internal static LayerStack ReadFor(IReadOnlyCollection<string> paths, OciImage image, Tool tool) =>
        Read(image, tool, options => image.ToStackForAsync(paths, options).GetAwaiter().GetResult());

    /// <summary>Does something that reads layers.</summary>
    internal static T Read<T>(OciImage image, Tool tool, Func<OciOptions, T> step) => Run(image.Name, $"Reading {image.Name}", tool, (_, options) => step(options));

    /// <summary>Writes the image elsewhere.</summary>
    internal static void Copy(OciImage image, string destination, Tool tool) => Run(destination, $"Writing {destination}", tool, (reference, options) =>
    {
        image.CopyToAsync(reference, options).GetAwaiter().GetResult();
        return true;
    });

    /// <summary>Runs a step with progress; warnings are told when it is over, an error names the image.</summary>
    private static T Run<T>(string source, string title, Tool tool, Func<ImageReference, OciOptions, T> step)
    {
        ImageReference reference = Parse(source);
        var warnings = new List<string>();
        try
        {
            return tool.Progress.Run(title, progress => step(reference, tool.Images.Options(progress, Add)));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or HttpRequestException or FormatException)
        {
            throw new Failure(error.Message.Contains(source, StringComparison.Ordinal) ? error.Message : $"{source}: {error.Message}");
        }
        finally
        {
            foreach (string warning in warnings.Take(MaxWarnings)) tool.Errors.Warn($"{source}: {warning}");
            if (warnings.Count > MaxWarnings) tool.Errors.Warn($"{source}: {warnings.Count - MaxWarnings} more warnings");
        }

        void Add(string warning)
        {
            lock (warnings) warnings.Add(warning);
        }
    }
}
