#!/usr/bin/env bash
# Tries damaged inputs on everything that reads bytes from outside: each must get an answer within seconds, in bounded memory, and no exception.
# 'eng/fuzz.sh [READER] [COUNT] [SEED]', READER being all, tar, newc, ext2, list, table, elf, script, dts, dtb, overlay, planner or lock.
# 'eng/fuzz.sh --count 1000000 --native 20' compares device trees with the native dtc too. The tests do a small share of both.
# Failing inputs are kept in artifacts/fuzz; one that shows a fault goes into tests/Fuzz/Corpus/READER, where it is tried for ever after.
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
cd "$root"
project=tests/Fuzz
case "${1:-}" in --*) project=tests/DeviceTree.Fuzz ;; esac
dotnet build "$project" --configuration Release --nologo --verbosity quiet
exec dotnet run --project "$project" --configuration Release --no-build -- "$@"
