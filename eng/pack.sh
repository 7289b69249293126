#!/usr/bin/env bash
# Packs everything into artifacts/packages, a folder feed that the sample and the tests resolve the SDK from.
# The tasks are packed as machine code for this machine, too, so that a build does not compile them first.
# Where there is a linker (clang or gcc), the command 'partition' is packed as machine code for this machine, too:
# it starts in half the time that an empty program of .NET takes. --portable leaves both out.
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"

dotnet pack "$root/Partition.Sdk.sln" --configuration Release --nologo --verbosity quiet

if [[ "${1:-}" != --portable ]]; then
  dotnet publish "$root/src/Tasks" --configuration Release --nologo --verbosity quiet --use-current-runtime --self-contained false -p:PublishReadyToRun=true
  dotnet pack "$root/src/Sdk" --configuration Release --nologo --verbosity quiet -p:NativeTasks=true
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
