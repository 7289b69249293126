#!/usr/bin/env bash
# Fetches the Linux that the samples boot: Debian's armmp kernel, as it is distributed, and a static busybox for armhf.
#
#   artifacts/guest-linux/vmlinuz       the kernel (a zImage)
#   artifacts/guest-linux/busybox       one static program for the root file system
#   artifacts/guest-linux/modules       what the kernel needs to mount an ext2 image, in the order in which it is loaded
#   artifacts/guest-linux/packages.txt  the packages that they came from, with their versions
#
# Nothing is installed; see apt-armhf.sh. A second run does nothing and needs no network.
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
destination="$root/artifacts/guest-linux"

modules=(crc16 crc32c_generic libcrc32c mbcache jbd2 ext4 loop)

if [[ -s "$destination/vmlinuz" && -s "$destination/busybox" && -s "$destination/modules/${#modules[@]}-${modules[-1]}.ko" ]]; then
  exit 0
fi

. "$root/eng/apt-armhf.sh"

kernel_package="$(dependency_of linux-image-armmp 'linux-image-[0-9][^ ]*-armmp')"
[[ -n "$kernel_package" ]] || no_package linux-image-armmp

download_packages "$kernel_package" busybox-static
unpack_files "^\./boot/vmlinuz-|(^|/)bin/busybox$|/($(IFS='|'; echo "${modules[*]}"))\.ko$"
kernel="$(find "$work/files" -type f -name 'vmlinuz-*')"
busybox="$(find "$work/files" -type f -name busybox)"
[[ -s "$kernel" ]] || fail "'$kernel_package' holds no boot/vmlinuz-*"
[[ -s "$busybox" ]] || fail "'busybox-static' holds no bin/busybox"

place "$work/packages.txt" packages.txt 0644
place "$kernel" vmlinuz 0644
place "$busybox" busybox 0755
mkdir -p "$destination/modules"
number=0
for module in "${modules[@]}"; do
  file="$(find "$work/files" -type f -name "$module.ko")"
  [[ -s "$file" ]] || fail "'$kernel_package' holds no $module.ko"
  number=$((number + 1))
  place "$file" "modules/$number-$module.ko" 0644
done
