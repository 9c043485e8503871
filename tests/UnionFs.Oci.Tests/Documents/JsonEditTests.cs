using System.Text;

namespace UnionFs.Oci.Tests.Documents;

public class JsonEditTests
{
    [Fact]
    public void Edits_LeaveEveryOtherByte()
    {
        const string before = "{ \"b\" : 1.50,\n  \"list\": [ \"x\"\n  ],\"o\":{\"k\":\"\\u0041\" , \"none\":[]},\"b2\":1e3 }";
        var edit = new JsonEdit(Encoding.UTF8.GetBytes(before));
        edit.Append(["list"], "\"y\"").Append(["o", "none"], "1").Set(["o"], "k", "\"new\"").Set([], "z", "{}").Append(["h"], "{}");
        Assert.Equal(
            "{ \"b\" : 1.50,\n  \"list\": [ \"x\",\"y\"\n  ],\"o\":{\"k\":\"new\" , \"none\":[1]},\"b2\":1e3,\"z\":{},\"h\":[{}] }",
            Encoding.UTF8.GetString(edit.Bytes));
    }

    [Fact]
    public void Append_ToNull_MakesAnArray() =>
        Assert.Equal("""{"a":[7],"c":2}""", Encoding.UTF8.GetString(new JsonEdit("""{"a":null,"c":2}"""u8.ToArray()).Append(["a"], "7").Bytes));

    [Fact]
    public void Set_ItemOfAnArray_FoundByNumber() =>
        Assert.Equal("""{"a":[{"t":1},{"t":9}]}""", Encoding.UTF8.GetString(new JsonEdit("""{"a":[{"t":1},{"t":2}]}"""u8.ToArray()).Set(["a", "[1]"], "t", "9").Bytes));

    [Fact]
    public void Set_InEmptyObject_NoComma() => Assert.Equal("""{"a":1}""", Encoding.UTF8.GetString(new JsonEdit("{}"u8.ToArray()).Set([], "a", "1").Bytes));
}
