#!/usr/bin/env bash
# Fetches the Xen that the sample qemu-virt-xen boots: Debian's hypervisor for armhf, as it is distributed.
#
#   artifacts/guest-xen/xen           the hypervisor (a zImage)
#   artifacts/guest-xen/packages.txt  the package that it came from, with its version
#
# Nothing is installed; see apt-armhf.sh. A second run does nothing and needs no network.
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
destination="$root/artifacts/guest-xen"

if [[ -s "$destination/xen" ]]; then
  exit 0
fi

. "$root/eng/apt-armhf.sh"

# Debian 12 has 4.17; a later release has another number in the package's name.
xen_package="$(apt-cache "${apt_options[@]}" search --names-only '^xen-hypervisor-[0-9.]+-armhf$' | cut -d ' ' -f 1 | sort -V | tail -n 1)"
[[ -n "$xen_package" ]] || no_package xen-hypervisor-4.17-armhf

download_packages "$xen_package"
unpack_files '^\./boot/xen-[0-9.]+-armhf$'
xen="$(find "$work/files" -type f -name 'xen-*')"
[[ -s "$xen" ]] || fail "'$xen_package' holds no boot/xen-*"

place "$work/packages.txt" packages.txt 0644
place "$xen" xen 0644
