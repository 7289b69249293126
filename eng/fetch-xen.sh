#!/usr/bin/env bash
# Fetches the Xen that a sample boots: Debian's hypervisor, as it is distributed.
#
#   eng/fetch-xen.sh         for armhf, into artifacts/guest-xen: what samples/qemu-virt-xen boots
#   eng/fetch-xen.sh arm64   for arm64, into artifacts/guest-xen-arm64: what samples/qemu-virt-arm64 boots
#
#   xen           the hypervisor (a zImage, or an Image on arm64)
#   packages.txt  the package that it came from, with its version
#
# Nothing is installed; see apt-foreign.sh. A second run does nothing and needs no network.
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
architecture="${1:-armhf}"
destination="$root/artifacts/guest-xen"
[[ "$architecture" == armhf ]] || destination+="-$architecture"

if [[ -s "$destination/xen" ]]; then
  exit 0
fi

. "$root/eng/apt-foreign.sh"

# Debian 12 has 4.17; a later release has another number in the package's name.
xen_package="$(apt-cache "${apt_options[@]}" search --names-only "^xen-hypervisor-[0-9.]+-$architecture\$" | cut -d ' ' -f 1 | sort -V | tail -n 1)"
[[ -n "$xen_package" ]] || no_package "xen-hypervisor-4.17-$architecture"

download_packages "$xen_package"
unpack_files "^\./boot/xen-[0-9.]+-$architecture\$"
xen="$(find "$work/files" -type f -name 'xen-*')"
[[ -s "$xen" ]] || fail "'$xen_package' holds no boot/xen-*"

place "$work/packages.txt" packages.txt 0644
place "$xen" xen 0644
