using Partition.Schema;

string root = args is [string folder] ? folder : throw new ArgumentException("usage: Partition.Schema <folder of the repository>");
foreach ((string path, string text) in GeneratedFiles.Make(root))
{
    string file = Path.Combine(root, path);
    if (!File.Exists(file) || File.ReadAllText(file) != text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
        Console.WriteLine(path);
    }
}
