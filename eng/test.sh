#!/usr/bin/env bash
# Installs the native tools that the tests compare with, fetches and builds the Linux and the Xen that they use, then builds and runs every test.
# The last line counts them: 'N passed, N failed, N skipped'. Arguments go to 'dotnet test', for example --filter Ext2.
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
cd "$root"
results="$root/artifacts/test-results"

"$root/eng/install-oracles.sh"
"$root/eng/fetch-guest-linux.sh"
"$root/eng/fetch-xen.sh"
"$root/eng/fetch-kernel-trees.sh"
"$root/eng/build-oracle-kernel.sh"
"$root/eng/pack.sh" --full
dotnet build Partition.Sdk.sln --configuration Release --nologo --verbosity quiet

rm -rf "$results"
status=0
dotnet test Partition.Sdk.sln --configuration Release --no-build --nologo --logger trx --results-directory "$results" "$@" || status=$?

# A project whose tests never ran leaves no result file and must not pass for one without failures.
count() {
  cat "$results"/*.trx 2>/dev/null | grep -o "<Counters [^>]*>" | grep -o " $1=\"[0-9]*\"" | grep -o '[0-9]*' | awk '{ n += $1 } END { print n + 0 }'
}
total=$(count total)
passed=$(count passed)
failed=$(count failed)
[[ "$passed" -gt 0 ]] || status=1
echo "$passed passed, $failed failed, $((total - passed - failed)) skipped"
exit "$status"
