using UnionFs.Cli.Output;
using UnionFs.Oci;

namespace UnionFs.Cli.Sources;

/// <summary>
/// A union over an image that is to be written back: the image of the first source, with one layer more for each other source and for the
/// changes. Where it goes is checked before anything is done.
/// </summary>
internal sealed class ImageCommit : IDisposable
{
    private const int MaxScriptChars = 1_000;

    private readonly string _target;
    private readonly Tool _tool;
    private readonly List<(string Source, LayerStack Below)> _more = [];
    private readonly OciImage _image;
    private readonly LayerStack _layers;

    internal ImageCommit(string[] sources, string target, Tool tool)
    {
        if (sources.Length == 0 || !ImageSource.Is(sources[0])) throw new UsageFailure("shell: --commit needs an image as the first layer");
        ImageSource.Parse(target);
        (_target, _tool) = (target, tool);
        _image = ImageSource.Open(sources[0], tool);
        _layers = ImageSource.Read(_image, tool);
        foreach (string source in sources.AsSpan(1))
        {
            LayerStack next = LayerSource.Push(_layers, source, tool);
            if (next.Count != _layers.Count + 1) throw new UsageFailure($"shell: --commit: {source} is no single layer");
            _more.Add((source, _layers));
            _layers = next;
        }
        Union = new UnionFileSystem(_layers);
    }

    internal UnionFileSystem Union { get; }

    /// <summary>Writes the image and prints its digest.</summary>
    internal void Write(string? script)
    {
        OciImage image = _image;
        try
        {
            foreach ((string source, LayerStack below) in _more) image = Append(image, _layers[_layers.Count - below.Count - 1], below, $"unionfs -l {source}");
            image = Append(image, Union.Diff(), _layers, script is null ? "unionfs shell" : $"unionfs shell -c {(script.Length > MaxScriptChars ? script[..MaxScriptChars] + "..." : script)}");
        }
        catch (Exception error) when (error is IOException or FormatException)
        {
            throw new Failure($"{_target}: {error.Message}");
        }
        ImageSource.Copy(image, _target, _tool);
        _tool.Out.WriteLine(image.Descriptor.Digest.ToString());
    }

    public void Dispose() => _image.Dispose();

    private OciImage Append(OciImage image, Layer layer, LayerStack below, string command) =>
        image.Append(layer, below, new AppendOptions { CreatedBy = command, OnWarning = warning => _tool.Errors.Warn($"{_target}: {warning}") });
}
