#!/usr/bin/env bash
# Boots the sample's guest with a real Linux in QEMU: installs what that needs, packs the SDK, builds the sample, and shows
# the guest's console. Needs Debian's packages the first time and no network afterwards.
#
#   eng/boot-sample.sh                 the guest has every serial port but the fourth
#   eng/boot-sample.sh '*'             it has all four
#   eng/boot-sample.sh '*; !uart3; !uart2'
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
devices="${1:-*; !uart3}"
linux="$root/artifacts/guest-linux"

step() {
  echo
  echo "== $*"
}

step "What a boot needs: QEMU, Debian's armmp kernel and a static busybox"
"$root/eng/install-oracles.sh"
"$root/eng/fetch-guest-linux.sh"
cat "$linux/packages.txt"

step "Packing the SDK"
"$root/eng/pack.sh"

step "Building the sample for a guest with: $devices"
properties=(
  -p:Hypervisor=None
  "-p:LinuxKernel=$linux/vmlinuz"
  "-p:Busybox=$linux/busybox"
  "-p:LinuxArguments=quiet partition.test"
  "-p:Guest0Devices=${devices//;/%3B}"
  -p:PartitionLockFile=none # The sample's own is of the devices that its project gives.
)
cd "$root/samples/vexpress-a9"
dotnet build --nologo --verbosity quiet "${properties[@]}"

step "Booting it (the guest switches itself off)"
dotnet run --no-build "${properties[@]}" | tee "$root/artifacts/boot-sample.log"

step "What the guest saw"
grep -a '^partition: uart' "$root/artifacts/boot-sample.log"
