namespace UnionFs.Oci;

/// <summary>From what a reference names to the manifest of one platform, through indexes within indexes.</summary>
internal sealed class ManifestSearch(IImageSource source, OciOptions options)
{
    private readonly OciLimits _limits = options.LimitsOrDefault;
    private readonly List<(Descriptor Manifest, Platform? Platform)> _found = [];
    private readonly HashSet<Digest> _visited = [];
    private readonly Stack<Digest> _path = new();

    /// <summary>A builder's attestation stands beside the images as if it were one.</summary>
    private const string AttestationMark = "vnd.docker.reference.type";

    /// <exception cref="OciException">There is no image, none for the platform, or the indexes are hostile.</exception>
    internal async Task<(Descriptor Descriptor, ImageManifest Manifest)> FindAsync(string reference, CancellationToken cancellationToken)
    {
        await VisitAsync(await source.ListAsync(cancellationToken).ConfigureAwait(false), null, cancellationToken).ConfigureAwait(false);
        Descriptor chosen = Choose(reference);
        byte[] bytes = await source.ReadAsync(chosen, _limits.MaxManifestBytes, cancellationToken).ConfigureAwait(false);
        return (chosen, ImageManifest.Parse(bytes, chosen.Digest.ToString(), chosen.MediaType, _limits));
    }

    private async Task VisitAsync(IReadOnlyList<Descriptor> descriptors, Platform? platform, CancellationToken cancellationToken)
    {
        foreach (Descriptor descriptor in descriptors)
        {
            if (MediaTypes.IsIndex(descriptor.MediaType)) await EnterAsync(descriptor, platform, cancellationToken).ConfigureAwait(false);
            else if (MediaTypes.IsManifest(descriptor.MediaType) && !descriptor.Annotations.ContainsKey(AttestationMark)) Add(descriptor, platform);
        }
    }

    private async Task EnterAsync(Descriptor descriptor, Platform? platform, CancellationToken cancellationToken)
    {
        if (_path.Contains(descriptor.Digest)) throw new OciException(descriptor.Digest.ToString(), "the index contains itself");
        if (_path.Count >= _limits.MaxIndexDepth) throw new OciException(descriptor.Digest.ToString(), $"over {_limits.MaxIndexDepth} indexes within indexes");
        // An index that is reached twice has nothing new, and reaching everything twice at each of many depths takes for ever.
        if (!_visited.Add(descriptor.Digest)) return;
        _path.Push(descriptor.Digest);
        byte[] bytes = await source.ReadAsync(descriptor, _limits.MaxManifestBytes, cancellationToken).ConfigureAwait(false);
        ImageIndex index = ImageIndex.Parse(bytes, descriptor.Digest.ToString(), descriptor.MediaType, _limits);
        await VisitAsync(index.Manifests, descriptor.Platform ?? platform, cancellationToken).ConfigureAwait(false);
        _path.Pop();
    }

    private void Add(Descriptor descriptor, Platform? platform)
    {
        if (_found.Count >= _limits.MaxManifests) throw new OciException(descriptor.Digest.ToString(), $"over {_limits.MaxManifests} manifests in all indexes together");
        _found.Add((descriptor, descriptor.Platform ?? platform));
    }

    private Descriptor Choose(string reference)
    {
        if (_found.Count == 0) throw new OciException(reference, "no image there, only things of other types");
        Platform wanted = options.Platform ?? Platform.Default;
        foreach ((Descriptor manifest, Platform? platform) in _found)
            if (platform is not null && wanted.Accepts(platform)) return manifest;
        // One that does not say is asked later; one of another platform will do unless somebody insisted.
        if (_found is [var (only, known)] && (known is null || options.Platform is null)) return only;
        string there = string.Join(", ", _found.Select(each => each.Platform?.ToString() ?? "unknown").Distinct().Take(20));
        throw new OciException(reference, $"no image for {wanted}; there are: {there}");
    }
}
