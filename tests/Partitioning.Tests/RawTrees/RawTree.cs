using System.Buffers.Binary;
using System.Text;

namespace Partition.Partitioning.Tests.RawTrees;

/// <summary>
/// A second reader of blobs, which shares nothing with the project: from the bytes alone, by the Devicetree Specification v0.4,
/// chapter 5. It is what the slices of real boards are compared by.
/// </summary>
internal sealed class RawTree
{
    private const uint BeginNode = 1;
    private const uint EndNode = 2;
    private const uint Property = 3;
    private const uint Nothing = 4;
    private readonly Dictionary<string, RawNode> _byPath = new(StringComparer.Ordinal);
    private readonly Dictionary<uint, RawNode> _byPhandle = [];

    private RawTree(RawNode root)
    {
        Root = root;
        foreach (RawNode node in Nodes)
        {
            _byPath.Add(node.Path, node);
            if (node.Cells("phandle") is [uint phandle])
            {
                _byPhandle.Add(phandle, node);
            }
        }
    }

    public RawNode Root { get; }

    public IEnumerable<RawNode> Nodes => Root.Below.Prepend(Root);

    public static RawTree Read(byte[] blob)
    {
        Assert.Equal(0xd00dfeedu, Word(blob, 0));
        int at = (int)Word(blob, 8);
        int strings = (int)Word(blob, 12);
        RawNode? root = null;
        RawNode? open = null;
        while (root is null || open is not null)
        {
            uint token = Word(blob, at);
            at += 4;
            switch (token)
            {
                case BeginNode:
                    var node = new RawNode(Text(blob, at), open);
                    open?.Children.Add(node);
                    root ??= node;
                    open = node;
                    at = Align(at + node.Name.Length + 1);
                    break;
                case EndNode:
                    open = open!.Parent;
                    break;
                case Property:
                    int length = (int)Word(blob, at);
                    open!.Properties.Add(Text(blob, strings + (int)Word(blob, at + 4)), blob[(at + 8)..(at + 8 + length)]);
                    at = Align(at + 8 + length);
                    break;
                default:
                    Assert.Equal(Nothing, token);
                    break;
            }
        }

        return new(root);
    }

    public RawNode? Find(string path) => _byPath.GetValueOrDefault(path);

    public RawNode? Find(uint phandle) => _byPhandle.GetValueOrDefault(phandle);

    private static uint Word(byte[] blob, int at) => BinaryPrimitives.ReadUInt32BigEndian(blob.AsSpan(at));

    private static int Align(int at) => (at + 3) & ~3;

    private static string Text(byte[] blob, int at) => Encoding.Latin1.GetString(blob, at, Array.IndexOf(blob, (byte)0, at) - at);
}
