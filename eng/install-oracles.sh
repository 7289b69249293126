#!/usr/bin/env bash
# Installs the native tools that the tests compare this project with, the emulator that boots what it builds, and what the kernel of
# eng/build-oracle-kernel.sh is built with.
# They are oracles: a build with Partition.Sdk needs none of them. Silent when nothing is missing.
#
#   eng/install-oracles.sh                    all of them
#   eng/install-oracles.sh qemu-system-arm    just these packages of Debian
set -euo pipefail

packages=(
  device-tree-compiler
  e2fsprogs
  genext2fs
  cpio
  fakeroot
  libcap2-bin
  gcc
  gcc-arm-linux-gnueabi
  binutils-arm-linux-gnueabi
  qemu-system-arm
  make
  flex
  bison
  bc
  xz-utils
  u-boot-tools
  u-boot-qemu
)

[[ $# -eq 0 ]] || packages=("$@")

is_installed() {
  [[ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" == installed ]]
}

as_root() {
  if [[ "$(id -u)" -eq 0 ]]; then "$@"; else sudo "$@"; fi
}

install_packages() {
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@"
}

if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
  echo "install-oracles: this machine has no apt; install by hand: ${packages[*]}" >&2
  exit 1
fi

missing=()
for package in "${packages[@]}"; do
  is_installed "$package" || missing+=("$package")
done

if [[ ${#missing[@]} -eq 0 ]]; then
  exit 0
fi

echo "install-oracles: installing ${missing[*]}"
# The package lists may be fresh enough already; they are fetched only when the first try fails.
if ! install_packages "${missing[@]}"; then
  as_root apt-get update
  install_packages "${missing[@]}"
fi
