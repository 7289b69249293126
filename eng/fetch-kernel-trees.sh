#!/usr/bin/env bash
# Fetches the device trees of Linux, which the compiler is compared on, from Debian's package of its source:
#
#   artifacts/kernel-trees/arch/*/boot/dts, include/, scripts/dtc/include-prefixes, drivers/of/unittest-data
#
# A second run does nothing and needs no network. Nothing of it is ever part of this project.
set -euo pipefail

readonly package=linux-source-6.1

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
destination="$root/artifacts/kernel-trees"

if [[ -d "$destination/scripts/dtc/include-prefixes" ]]; then
  exit 0
fi

as_root() {
  if [[ "$(id -u)" -eq 0 ]]; then "$@"; else sudo "$@"; fi
}

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
chmod 0755 "$work" # apt reads as another user.

download() {
  (cd "$work" && apt-get -q download "$package" > "$work/download.log" 2>&1)
}
echo "fetch-kernel-trees: $package"
download || { as_root apt-get -q update > /dev/null; download; } || { cat "$work/download.log" >&2; exit 1; }

dpkg-deb --fsys-tarfile "$work"/*.deb | tar -x -C "$work" --wildcards './usr/src/*.tar.xz'
mkdir "$work/trees"
tar -x -J -C "$work/trees" --strip-components=1 -f "$work"/usr/src/*.tar.xz --wildcards \
  '*/arch/*/boot/dts/*' '*/include/dt-bindings/*' '*/include/uapi/linux/*' '*/scripts/dtc/include-prefixes/*' '*/drivers/of/unittest-data/*'

# The name appears only when everything is there, so an interrupted run is simply run again.
mkdir -p "$root/artifacts"
rm -rf "$destination"
mv "$work/trees" "$destination"
