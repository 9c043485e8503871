using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace UnionFs.SystemIO.Versions;

/// <summary>Reads what .NET on Linux takes for a version: the attributes of a managed assembly.</summary>
internal static class AssemblyVersion
{
    internal static UnionVersionInfo Read(Stream file, string path)
    {
        try
        {
            using var image = new PEReader(file);
            if (image.HasMetadata && image.GetMetadataReader() is { IsAssembly: true } metadata)
                return Read(metadata, path, image.PEHeaders.IsDll ? ".dll" : ".exe");
        }
        catch (BadImageFormatException)
        {
            // No assembly, so there is nothing to tell.
        }
        return new UnionVersionInfo(path);
    }

    private static UnionVersionInfo Read(MetadataReader metadata, string path, string extension)
    {
        AssemblyDefinition assembly = metadata.GetAssemblyDefinition();
        string name = metadata.GetString(assembly.Name) + extension;
        // What is not told by an attribute is as the compilers write it.
        var info = new UnionVersionInfo(path)
        {
            InternalName = name,
            OriginalFilename = name,
            Language = "Language Neutral",
            CompanyName = "",
            Comments = "",
            FileDescription = " ",
            LegalCopyright = " ",
            LegalTrademarks = "",
            ProductName = "",
            PrivateBuild = "",
            SpecialBuild = "",
        };
        info.SetFileVersion("");
        info.SetProductVersion(assembly.Version.ToString());
        foreach (CustomAttributeHandle handle in assembly.GetCustomAttributes()) Apply(metadata, metadata.GetCustomAttribute(handle), info);
        return info;
    }

    private static void Apply(MetadataReader metadata, CustomAttribute attribute, UnionVersionInfo info)
    {
        if (TypeOf(metadata, attribute) is not ("System.Reflection", var name)) return;
        switch (name)
        {
            case "AssemblyCompanyAttribute": info.CompanyName = Argument() ?? info.CompanyName; break;
            case "AssemblyCopyrightAttribute": info.LegalCopyright = Argument() ?? info.LegalCopyright; break;
            case "AssemblyDescriptionAttribute": info.Comments = Argument() ?? info.Comments; break;
            case "AssemblyFileVersionAttribute": info.SetFileVersion(Argument() ?? info.FileVersion); break;
            case "AssemblyInformationalVersionAttribute": info.SetProductVersion(Argument() ?? info.ProductVersion); break;
            case "AssemblyProductAttribute": info.ProductName = Argument() ?? info.ProductName; break;
            case "AssemblyTitleAttribute": info.FileDescription = Argument() ?? info.FileDescription; break;
            case "AssemblyTrademarkAttribute": info.LegalTrademarks = Argument() ?? info.LegalTrademarks; break;
        }

        string? Argument()
        {
            BlobReader value = metadata.GetBlobReader(attribute.Value);
            const ushort prolog = 1;
            return value.Length > 2 && value.ReadUInt16() == prolog ? value.ReadSerializedString() : null;
        }
    }

    private static (string Namespace, string Name)? TypeOf(MetadataReader metadata, CustomAttribute attribute)
    {
        switch (attribute.Constructor.Kind)
        {
            case HandleKind.MemberReference when metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent is { Kind: HandleKind.TypeReference } parent:
                TypeReference reference = metadata.GetTypeReference((TypeReferenceHandle)parent);
                return (metadata.GetString(reference.Namespace), metadata.GetString(reference.Name));
            case HandleKind.MethodDefinition:
                TypeDefinition type = metadata.GetTypeDefinition(metadata.GetMethodDefinition((MethodDefinitionHandle)attribute.Constructor).GetDeclaringType());
                return (metadata.GetString(type.Namespace), metadata.GetString(type.Name));
            default:
                return null;
        }
    }
}
