#!/usr/bin/env bash
# Builds everything and runs the tests. The last line counts them: 'N passed, N failed, N skipped'.
#
#   eng/test.sh         every test: installs the native tools that the tests compare with, fetches and builds the Linux and
#                       the Xen that they use, and packs all packages
#   eng/test.sh --fast  the tests that need nothing but NuGet's packages, without those that take long
#
# Further arguments go to 'dotnet test', for example --filter Ext2 (not together with --fast, which has a filter).
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
cd "$root"
results="$root/artifacts/test-results"

install_what_tests_need() {
  "$root/eng/install-oracles.sh"
  local architecture
  for architecture in armhf arm64; do
    "$root/eng/fetch-guest-linux.sh" "$architecture"
    "$root/eng/fetch-xen.sh" "$architecture"
  done
  "$root/eng/fetch-kernel-trees.sh"
  "$root/eng/build-oracle-kernel.sh"
  "$root/eng/pack.sh" --full
}

run_all_tests() {
  unset PARTITION_FAST_TESTS # It would skip every test that needs a tool.
  dotnet test Partition.Sdk.sln --configuration Release --no-build --nologo --logger trx --results-directory "$results" "$@"
}

# All assemblies go to one test runner: a project each would be evaluated first. It runs one for each processor.
# The end-to-end tests need packages.
run_fast_tests() {
  local assemblies=()
  for folder in tests/*.Tests; do
    [[ "$folder" == tests/EndToEnd.Tests ]] || assemblies+=("$folder/bin/Release/net10.0/Partition.$(basename "$folder").dll")
  done
  PARTITION_FAST_TESTS=true dotnet test "${assemblies[@]}" --nologo --filter "Speed!=Slow" --logger trx \
    --results-directory "$results" "$@" -- RunConfiguration.MaxCpuCount=0
}

# Sums one counter of all result files. A project whose tests never ran leaves no result file and must not pass for one
# without failures.
count() {
  cat "$results"/*.trx 2>/dev/null | grep -o "<Counters [^>]*>" | grep -o " $1=\"[0-9]*\"" | grep -o '[0-9]*' | awk '{ n += $1 } END { print n + 0 }'
}

tests=run_all_tests
if [[ "${1:-}" == --fast ]]; then
  tests=run_fast_tests
  shift
else
  install_what_tests_need
fi
"$root/eng/build"

rm -rf "$results"
status=0
"$tests" "$@" || status=$?

total=$(count total)
passed=$(count passed)
failed=$(count failed)
[[ "$passed" -gt 0 ]] || status=1
echo "$passed passed, $failed failed, $((total - passed - failed)) skipped"
exit "$status"
