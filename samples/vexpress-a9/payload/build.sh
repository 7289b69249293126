#!/usr/bin/env bash
# Rebuilds payload.elf from the sources beside this file: the same bytes each time and from any folder with the same
# compiler (Debian bookworm's gcc-arm-linux-gnueabi, 12.2). The first argument names another file to write.
set -euo pipefail

output="$(realpath -m "${1:-$(dirname "${BASH_SOURCE[0]}")/payload.elf}")"
cd "$(dirname "${BASH_SOURCE[0]}")"
prefix="${CROSS_COMPILE:-arm-linux-gnueabi-}"
objects="$(mktemp -d)"
trap 'rm -rf "$objects"' EXIT

flags=(
  -std=c11 -O2 -Wall -Wextra -Werror
  -march=armv7-a -marm -mgeneral-regs-only -mfloat-abi=soft -mno-unaligned-access
  -ffreestanding -fno-builtin -nostdinc -isystem "$("${prefix}gcc" -print-file-name=include)"
  -fpic -fvisibility=hidden
  -fno-stack-protector -fno-asynchronous-unwind-tables -fno-unwind-tables -fno-ident
  # Tables of addresses would have to be relocated.
  -fno-jump-tables -fno-tree-switch-conversion
  # No loop may become a call of memset or strlen: there is no library.
  -fno-tree-loop-distribute-patterns
)

# Before there is a stack, nobody needs a register preserved except start.S its r10 and r11. The return address has to stay
# where it is: the compiler would take its register first and save it on the stack.
without_stack=(
  -Os -fstack-usage
  -fcall-used-r4 -fcall-used-r5 -fcall-used-r6 -fcall-used-r7 -fcall-used-r8 -fcall-used-r9
  -ffixed-r10 -ffixed-r11 -ffixed-lr
)

"${prefix}gcc" "${flags[@]}" -c start.S -o "$objects/start.o"
"${prefix}gcc" "${flags[@]}" -c payload.c -o "$objects/payload.o"
"${prefix}gcc" "${flags[@]}" "${without_stack[@]}" -c place.c -o "$objects/place.o"

if [[ ! -s "$objects/place.su" ]] || grep -qv $'\t0\tstatic$' "$objects/place.su"; then
  echo "build: place.c must not use the stack:" >&2
  cat "$objects/place.su" >&2
  exit 1
fi

"${prefix}ld" -T payload.ld --build-id=none -z max-page-size=4096 -o "$objects/payload.elf" \
  "$objects/start.o" "$objects/place.o" "$objects/payload.o"
mv "$objects/payload.elf" "$output"
chmod 0644 "$output"
