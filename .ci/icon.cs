// `dotnet run .ci/icon.cs` in the root of the repository draws src/icon.png, the packages' icon: three layers, one over the other.
using System.Buffers.Binary;
using System.IO.Compression;

const int Size = 128;
const int Samples = 4; // a pixel is so many by so many points, for smooth edges

// From the bottom up: where its middle is, its colour, and how much it hides.
(double Middle, int Rgb, double Opacity)[] layers = [(88, 0x2B4A6F, 1), (64, 0x3A8FD9, 0.9), (40, 0xF2A33A, 0.9)];

using var raw = new MemoryStream();
using (var packed = new ZLibStream(raw, CompressionLevel.SmallestSize, leaveOpen: true))
{
    for (int y = 0; y < Size; y++)
    {
        packed.WriteByte(0); // no filter
        for (int x = 0; x < Size; x++) packed.Write(Pixel(x, y));
    }
}

var header = new byte[13];
BinaryPrimitives.WriteInt32BigEndian(header, Size);
BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), Size);
(header[8], header[9]) = (8, 6); // eight bits each of red, green, blue and opacity
using FileStream png = File.Create("src/icon.png");
png.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
WriteChunk("IHDR"u8, header);
WriteChunk("IDAT"u8, raw.ToArray());
WriteChunk("IEND"u8, []);

byte[] Pixel(int x, int y)
{
    double red = 0, green = 0, blue = 0, opacity = 0;
    for (int i = 0; i < Samples * Samples; i++)
    {
        double dx = x + (i % Samples + 0.5) / Samples, dy = y + (i / Samples + 0.5) / Samples;
        (double R, double G, double B, double A) point = default;
        foreach ((double middle, int rgb, double covers) in layers)
        {
            // A square that lies flat, seen from above and aside.
            if (Math.Abs(dx - Size / 2.0) / 60 + Math.Abs(dy - middle) / 32 > 1) continue;
            double below = point.A * (1 - covers);
            point = (covers * (rgb >> 16) + below * point.R, covers * (rgb >> 8 & 0xFF) + below * point.G, covers * (rgb & 0xFF) + below * point.B, covers + below);
            point = (point.R / point.A, point.G / point.A, point.B / point.A, point.A);
        }
        (red, green, blue, opacity) = (red + point.R * point.A, green + point.G * point.A, blue + point.B * point.A, opacity + point.A);
    }
    if (opacity == 0) return [0, 0, 0, 0];
    return [(byte)(red / opacity), (byte)(green / opacity), (byte)(blue / opacity), (byte)(255 * opacity / (Samples * Samples))];
}

void WriteChunk(ReadOnlySpan<byte> type, ReadOnlySpan<byte> bytes)
{
    Span<byte> number = stackalloc byte[4];
    BinaryPrimitives.WriteInt32BigEndian(number, bytes.Length);
    png.Write(number);
    png.Write(type);
    png.Write(bytes);
    BinaryPrimitives.WriteUInt32BigEndian(number, Crc([.. type, .. bytes]));
    png.Write(number);
}

static uint Crc(ReadOnlySpan<byte> bytes)
{
    uint crc = 0xFFFFFFFF;
    foreach (byte each in bytes)
    {
        crc ^= each;
        for (int bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? crc >> 1 ^ 0xEDB88320 : crc >> 1;
    }
    return ~crc;
}
