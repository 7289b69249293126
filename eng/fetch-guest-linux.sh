#!/usr/bin/env bash
# Fetches the Linux that the samples boot: Debian's kernel, as it is distributed, and a static busybox.
#
#   eng/fetch-guest-linux.sh         for armhf, into artifacts/guest-linux
#   eng/fetch-guest-linux.sh arm64   for arm64, into artifacts/guest-linux-arm64
#
#   vmlinuz       the kernel (a zImage, or an Image on arm64)
#   busybox       one static program for the root file system
#   modules       what the kernel needs to mount an ext2 image, in the order in which it is loaded (armhf)
#   packages.txt  the packages that they came from, with their versions
#
# Nothing is installed; see apt-foreign.sh. A second run does nothing and needs no network.
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
architecture="${1:-armhf}"
destination="$root/artifacts/guest-linux"
flavour=armmp
modules=(crc16 crc32c_generic libcrc32c mbcache jbd2 ext4 loop)
if [[ "$architecture" != armhf ]]; then
  destination+="-$architecture"
  flavour="$architecture"
  modules=()
fi

# It is placed last.
if [[ -s "$destination/packages.txt" ]]; then
  exit 0
fi

. "$root/eng/apt-foreign.sh"

kernel_package="$(dependency_of "linux-image-$flavour" "linux-image-[0-9][^ ]*-$flavour")"
[[ -n "$kernel_package" ]] || no_package "linux-image-$flavour"

download_packages "$kernel_package" busybox-static
unpack_files "^\./boot/vmlinuz-|(^|/)bin/busybox$|/($(IFS='|'; echo "${modules[*]:-no modules}"))\.ko$"
kernel="$(find "$work/files" -type f -name 'vmlinuz-*')"
busybox="$(find "$work/files" -type f -name busybox)"
[[ -s "$kernel" ]] || fail "'$kernel_package' holds no boot/vmlinuz-*"
[[ -s "$busybox" ]] || fail "'busybox-static' holds no bin/busybox"

place "$kernel" vmlinuz 0644
place "$busybox" busybox 0755
number=0
for module in "${modules[@]}"; do
  mkdir -p "$destination/modules"
  file="$(find "$work/files" -type f -name "$module.ko")"
  [[ -s "$file" ]] || fail "'$kernel_package' holds no $module.ko"
  number=$((number + 1))
  place "$file" "modules/$number-$module.ko" 0644
done
place "$work/packages.txt" packages.txt 0644
