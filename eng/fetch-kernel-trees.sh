#!/usr/bin/env bash
# Takes the device trees of Linux, which the compiler is compared on, out of its source:
#
#   artifacts/kernel-trees/arch/*/boot/dts, include/, scripts/dtc/include-prefixes, drivers/of/unittest-data
#
# A second run does nothing and needs no network. Nothing of it is ever part of this project.
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
destination="$root/artifacts/kernel-trees"

if [[ -d "$destination/scripts/dtc/include-prefixes" ]]; then
  exit 0
fi

"$root/eng/fetch-linux-source.sh"
mkdir -p "$root/artifacts"
work="$(mktemp -d "$root/artifacts/.kernel-trees.XXXXXX")"
trap 'rm -rf "$work"' EXIT

tar -x -J -C "$work" --strip-components=1 -f "$root/artifacts/linux-source/linux.tar.xz" --wildcards \
  '*/arch/*/boot/dts/*' '*/include/dt-bindings/*' '*/include/uapi/linux/*' '*/scripts/dtc/include-prefixes/*' '*/drivers/of/unittest-data/*'

# The name appears only when everything is there, so an interrupted run is simply run again.
chmod 0755 "$work"
rm -rf "$destination"
mv "$work" "$destination"
