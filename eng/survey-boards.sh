#!/usr/bin/env bash
# Divides every board of Linux among guests by fixed recipes, and counts what comes of it: eng/survey-boards.sh Xen two-ports --verbose
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"

"$root/eng/fetch-kernel-trees.sh"
exec dotnet run --project "$root/tests/Survey" --configuration Release -- "${KERNEL_TREES:-$root/artifacts/kernel-trees}" "$@"
