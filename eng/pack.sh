#!/usr/bin/env bash
# Packs everything into artifacts/packages, a folder feed that the sample and the tests resolve the SDK from.
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"

dotnet pack "$root/Partition.Sdk.sln" --configuration Release --nologo --verbosity quiet

# A feed must not change what a version holds; here it does, so the copies that earlier builds unpacked have to go.
rm -rf "$root"/artifacts/nuget/partition.*
ls "$root"/artifacts/packages/*.nupkg
