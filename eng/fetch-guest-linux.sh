#!/usr/bin/env bash
# Fetches the Linux that the sample boots: Debian's armmp kernel, as it is distributed, and a static busybox for armhf.
#
#   artifacts/guest-linux/vmlinuz       the kernel (a zImage)
#   artifacts/guest-linux/busybox       one static program for the root file system
#   artifacts/guest-linux/packages.txt  the packages that they came from, with their versions
#
# Nothing foreign is installed and the machine's own package state is not touched: apt runs on a private state folder and
# believes that the machine is armhf. It reads the machine's own package sources, which must be Debian's;
# GUEST_LINUX_SOURCES names a sources.list to use in their place. A second run does nothing and needs no network.
set -euo pipefail

readonly kernel_metapackage=linux-image-armmp
readonly busybox_package=busybox-static

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
destination="$root/artifacts/guest-linux"

if [[ -s "$destination/vmlinuz" && -s "$destination/busybox" ]]; then
  exit 0
fi

fail() {
  echo "fetch-guest-linux: $*" >&2
  exit 1
}

for tool in apt-get apt-cache dpkg-deb tar; do
  command -v "$tool" >/dev/null || fail "needs '$tool', which Debian and its relatives have"
done

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/state/lists/partial" "$work/cache/archives/partial" "$work/packages"
: > "$work/state/status"

# An apt that runs as root would drop to a user who may not enter the private folder.
apt_options=(
  -q
  -o APT::Architecture=armhf
  -o APT::Architectures=armhf
  -o APT::Sandbox::User="$(id -un)"
  -o Acquire::Languages=none
  -o Acquire::Retries=3
  -o Dir::State="$work/state"
  -o Dir::State::lists="$work/state/lists"
  -o Dir::State::status="$work/state/status"
  -o Dir::Cache="$work/cache"
  -o Dir::Cache::archives="$work/cache/archives"
)
if [[ -n "${GUEST_LINUX_SOURCES:-}" ]]; then
  apt_options+=(-o Dir::Etc::sourcelist="$(realpath "$GUEST_LINUX_SOURCES")" -o Dir::Etc::sourceparts=/dev/null)
fi

candidate_version() {
  apt-cache "${apt_options[@]}" policy "$1" | sed -n 's/^ *Candidate: *//p'
}

# The machine may have sources that serve no armhf at all: only what is wanted here has to be found.
apt-get "${apt_options[@]}" update > "$work/update.log" 2>&1 || true

kernel_package="$(apt-cache "${apt_options[@]}" depends --important "$kernel_metapackage" 2>/dev/null \
  | sed -n 's/^ *Depends: *\(linux-image-[0-9][^ ]*-armmp\)$/\1/p')" || true
if [[ -z "$kernel_package" ]]; then
  cat "$work/update.log" >&2
  fail "the package sources offer no '$kernel_metapackage' for armhf; GUEST_LINUX_SOURCES may name a sources.list that does"
fi

packages=("$kernel_package" "$busybox_package")
for package in "${packages[@]}"; do
  version="$(candidate_version "$package")"
  [[ -n "$version" && "$version" != "(none)" ]] || fail "the package sources offer no '$package' for armhf"
  echo "$package $version"
done > "$work/packages.txt"
sed 's/^/fetch-guest-linux: /' "$work/packages.txt"

(cd "$work/packages" && apt-get "${apt_options[@]}" download "${packages[@]}" > "$work/download.log" 2>&1) \
  || { cat "$work/download.log" >&2; fail "could not download ${packages[*]}"; }

# Only two files are wanted; the kernel's modules would take a hundred times their room.
mkdir "$work/files"
for package in "$work"/packages/*.deb; do
  dpkg-deb --fsys-tarfile "$package" > "$work/package.tar"
  tar -tf "$work/package.tar" | { grep -E '^\./boot/vmlinuz-|(^|/)bin/busybox$' || true; } > "$work/wanted"
  tar -x -C "$work/files" -f "$work/package.tar" -T "$work/wanted"
done
kernel="$(find "$work/files" -type f -name 'vmlinuz-*')"
busybox="$(find "$work/files" -type f -name busybox)"
[[ -s "$kernel" ]] || fail "'$kernel_package' holds no boot/vmlinuz-*"
[[ -s "$busybox" ]] || fail "'$busybox_package' holds no bin/busybox"

# A name appears only when its file is complete, so an interrupted run is simply run again.
mkdir -p "$destination"
place() {
  cp "$1" "$destination/.$2.part"
  chmod "$3" "$destination/.$2.part"
  mv -f "$destination/.$2.part" "$destination/$2"
}
place "$work/packages.txt" packages.txt 0644
place "$kernel" vmlinuz 0644
place "$busybox" busybox 0755
