#!/usr/bin/env bash
# Packs everything into artifacts/packages, a folder feed that the sample and the tests resolve the SDK from.
# Where there is a linker (clang or gcc), the command 'partition' is packed as machine code for this machine, too:
# it starts in half the time that an empty program of .NET takes. --portable leaves that out.
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"

dotnet pack "$root/Partition.Sdk.sln" --configuration Release --nologo --verbosity quiet

if [[ "${1:-}" != --portable ]]; then
  linker="$(command -v clang || command -v gcc || true)"
  if [[ -n "$linker" ]]; then
    dotnet pack "$root/src/Tool" --configuration Release --nologo --verbosity quiet -p:NativeTool=true
  else
    echo "pack: there is neither clang nor gcc, so the command 'partition' is packed without machine code and starts slowly"
  fi
fi

# A feed must not change what a version holds; here it does, so the copies that earlier builds unpacked have to go.
rm -rf "$root"/artifacts/nuget/partition.*
ls "$root"/artifacts/packages/*.nupkg
