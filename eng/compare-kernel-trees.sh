#!/usr/bin/env bash
# Compiles every device tree of Linux with this project and with gcc and dtc, and compares the bytes. The tests do a sixth of them.
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"

"$root/eng/install-oracles.sh"
"$root/eng/fetch-kernel-trees.sh"
export PARTITION_KERNEL_TREES=all CI=true
dotnet test "$root/tests/DeviceTree.Tests" --configuration Release --nologo --filter FullyQualifiedName~KernelTreesTests
