#!/usr/bin/env bash
# Boots the sample's guest with a real Linux in QEMU: installs QEMU, fetches a kernel and a busybox, packs the SDK if its source
# has changed, builds the sample, and shows the guest's console. Needs Debian's packages the first time and no network afterwards.
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

is_packed() {
  local package
  package="$(find "$root/artifacts/packages" -name 'Partition.Sdk.[0-9]*.nupkg' 2>/dev/null | head -n 1)"
  [[ -n "$package" && -z "$(find "$root/src" \( -name obj -o -name bin \) -prune -o -type f -newer "$package" -print -quit)" ]]
}

step "What a boot needs: QEMU, Debian's armmp kernel and a static busybox"
"$root/eng/install-oracles.sh" qemu-system-arm
"$root/eng/fetch-guest-linux.sh"
cat "$linux/packages.txt"

if ! is_packed; then
  step "Packing the SDK"
  "$root/eng/pack.sh"
fi

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
