#!/usr/bin/env bash
# Fetches the source of Linux, from Debian's package of it:
#
#   artifacts/linux-source/linux.tar.xz
#
# A second run does nothing and needs no network. Nothing of it is ever part of this project.
set -euo pipefail

readonly package=linux-source-6.1

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
destination="$root/artifacts/linux-source"

if [[ -s "$destination/linux.tar.xz" ]]; then
  exit 0
fi

as_root() {
  if [[ "$(id -u)" -eq 0 ]]; then "$@"; else sudo "$@"; fi
}

mkdir -p "$root/artifacts"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
chmod 0755 "$work" # apt reads as another user.

download() {
  (cd "$work" && apt-get -q download "$package" > "$work/download.log" 2>&1)
}
echo "fetch-linux-source: $package"
download || { as_root apt-get -q update > /dev/null; download; } || { cat "$work/download.log" >&2; exit 1; }

dpkg-deb --fsys-tarfile "$work"/*.deb | tar -x -C "$work" --wildcards './usr/src/*.tar.xz'

# The name appears only when the file is complete, so an interrupted run is simply run again.
mkdir -p "$destination"
cp "$work"/usr/src/*.tar.xz "$destination/.linux.tar.xz.part"
mv -f "$destination/.linux.tar.xz.part" "$destination/linux.tar.xz"
