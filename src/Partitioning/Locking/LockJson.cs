using System.Text.Json.Serialization;

namespace Partition.Partitioning.Locking;

/// <summary>How names in a lock file become JSON, worked out when this is compiled, as native code needs it.</summary>
[JsonSerializable(typeof(string))]
internal sealed partial class LockJson : JsonSerializerContext;
