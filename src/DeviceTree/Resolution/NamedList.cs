using System.Collections;

namespace Partition.DeviceTree.Resolution;

/// <summary>A list of things with names, which need not differ, that finds them by name in a time that does not grow with the list. Things
/// are only added, and keep their order and names.</summary>
internal sealed class NamedList<T>(Func<T, string> nameOf) : IReadOnlyList<T>
    where T : class
{
    /// <summary>Most nodes have fewer properties and children; there, looking at each is quicker, and an index would take memory.</summary>
    private const int MaxUnindexed = 16;

    private readonly List<T> _items = [];
    private Dictionary<string, List<T>>? _byName;

    /// <inheritdoc/>
    public int Count => _items.Count;

    /// <inheritdoc/>
    public T this[int index] => _items[index];

    /// <summary>Adds one after the others.</summary>
    public void Add(T item)
    {
        _items.Add(item);
        if (_byName is not null)
        {
            Index(item);
        }
        else if (_items.Count > MaxUnindexed)
        {
            _byName = new(StringComparer.Ordinal);
            _items.ForEach(Index);
        }
    }

    /// <summary>Finds the first of a name that meets a condition.</summary>
    public T? Find(ReadOnlySpan<char> name, Predicate<T> condition)
    {
        List<T> candidates = _items;
        if (_byName is not null && !_byName.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out candidates!))
        {
            return null;
        }

        foreach (T item in candidates)
        {
            if (condition(item) && name.SequenceEqual(nameOf(item)))
            {
                return item;
            }
        }

        return null;
    }

    /// <summary>Finds the first of a name.</summary>
    public T? Find(ReadOnlySpan<char> name) => Find(name, static _ => true);

    /// <summary>Makes room for some before they are added.</summary>
    public void Reserve(int count) => _items.EnsureCapacity(_items.Count + count);

    /// <summary>Goes through the list, without an object for it.</summary>
    public List<T>.Enumerator GetEnumerator() => _items.GetEnumerator();

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private void Index(T item)
    {
        if (!_byName!.TryGetValue(nameOf(item), out List<T>? named))
        {
            _byName.Add(nameOf(item), named = []);
        }

        named.Add(item);
    }
}
