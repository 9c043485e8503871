namespace UnionFs.Posix.Tests.Faces;

/// <summary>Where lseek counts from, or what it looks for. Values are Linux's.</summary>
internal enum Whence { SEEK_SET, SEEK_CUR, SEEK_END, SEEK_DATA, SEEK_HOLE }
