using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace UnionFs.Oci;

/// <summary>
/// Where an image is, as skopeo writes it: `oci:DIR[:REF]`, `oci-archive:FILE[:REF]`, `docker-archive:FILE[:REF]`,
/// `docker://HOST[:PORT]/REPOSITORY[:TAG|@DIGEST]`. A path ends at its first colon. Instead of a REF, `@N` is the N-th image, from 0.
/// </summary>
public sealed class ImageReference
{
    private static readonly (string Prefix, ImageTransport Transport)[] Prefixes =
    [
        ("oci:", ImageTransport.Oci),
        ("oci-archive:", ImageTransport.OciArchive),
        ("docker-archive:", ImageTransport.DockerArchive),
        ("docker://", ImageTransport.Docker),
    ];

    private readonly string _text;

    private ImageReference(string text, ImageTransport transport) => (_text, Transport) = (text, transport);

    /// <summary>Where the image is kept.</summary>
    public ImageTransport Transport { get; }

    /// <summary>The directory or file; for a registry its host and port.</summary>
    public string Location { get; private init; } = "";

    /// <summary>Which image there: a layout's ref name, a docker-archive's full name with tag, a registry's tag or digest; null where none was given.</summary>
    public string? Name { get; private init; }

    /// <summary>The number of the image in a layout or archive, if it was chosen so.</summary>
    internal int? Index { get; private init; }

    /// <summary>For a registry: the whole name.</summary>
    internal ImageName? Image { get; private init; }

    /// <summary>True if the text starts like a reference; other text may be a path.</summary>
    public static bool HasTransport(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Array.Exists(Prefixes, each => text.StartsWith(each.Prefix, StringComparison.Ordinal));
    }

    /// <summary>Reads a reference.</summary>
    /// <exception cref="FormatException">It has another form; the message says where.</exception>
    public static ImageReference Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        foreach ((string prefix, ImageTransport transport) in Prefixes)
        {
            if (!text.StartsWith(prefix, StringComparison.Ordinal)) continue;
            string rest = text[prefix.Length..];
            return transport == ImageTransport.Docker ? ParseRegistry(text, rest) : ParsePath(text, transport, rest);
        }
        throw new FormatException($"'{text}' names no transport: oci:DIR[:REF], oci-archive:FILE[:REF], docker-archive:FILE[:REF] or docker://HOST/REPOSITORY[:TAG|@DIGEST] is meant");
    }

    /// <summary>Reads a reference; false if it has another form.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out ImageReference? reference)
    {
        try
        {
            reference = Parse(text);
            return true;
        }
        catch (FormatException)
        {
            reference = null;
            return false;
        }
    }

    /// <summary>As it was written.</summary>
    public override string ToString() => _text;

    private static ImageReference ParseRegistry(string text, string rest)
    {
        if (rest.Length == 0) throw new FormatException($"'{text}' names no image");
        ImageName image = ImageName.Parse(rest);
        return new ImageReference(text, ImageTransport.Docker) { Location = image.Host, Name = image.Reference, Image = image };
    }

    private static ImageReference ParsePath(string text, ImageTransport transport, string rest)
    {
        int colon = rest.IndexOf(':', StringComparison.Ordinal);
        string path = colon < 0 ? rest : rest[..colon];
        string? name = colon < 0 ? null : rest[(colon + 1)..];
        if (path.Length == 0) throw new FormatException($"'{text}' names no path");
        if (name is ['@', .. var number])
        {
            if (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int index)) throw new FormatException($"'{text}': '{name}' is no number of an image");
            return new ImageReference(text, transport) { Location = path, Index = index };
        }
        if (string.IsNullOrEmpty(name)) return new ImageReference(text, transport) { Location = path };
        if (transport == ImageTransport.DockerArchive)
        {
            ImageName image = ImageName.Parse(name);
            if (image.Digest is not null) throw new FormatException($"'{text}': an archive knows no digests, only tags");
            return new ImageReference(text, transport) { Location = path, Name = image.ToString(), Image = image };
        }
        // The specification's grammar for ref names, which is wider than a tag's.
        if (!name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' or ':' or '@' or '/' or '+')) throw new FormatException($"'{text}': '{name}' is no ref name");
        return new ImageReference(text, transport) { Location = path, Name = name };
    }
}
