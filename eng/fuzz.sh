#!/usr/bin/env bash
# Tries damaged device trees, sources and blobs, on the compiler: each must get an answer within a second, in bounded memory.
# 'eng/fuzz.sh --count 1000000 --native 20' is the whole of it; the tests do a small share. Failing inputs are kept in artifacts/fuzz.
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
cd "$root"
dotnet build tests/DeviceTree.Fuzz --configuration Release --nologo --verbosity quiet
exec dotnet run --project tests/DeviceTree.Fuzz --configuration Release --no-build -- "$@"
