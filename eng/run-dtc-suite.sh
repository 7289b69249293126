#!/usr/bin/env bash
# Runs the test suite of dtc with our programs in the place of its own, and prints how many tests passed.
#
#   eng/run-dtc-suite.sh DTC PARTITION
#
# DTC        a source tree of dtc that is built, with its tests ('make' and 'make tests' there). It is not changed: the suite runs in
#            a copy, in which dtc, fdtdump, fdtget, fdtoverlay and fdtput are replaced. The library libfdt and the programs of the
#            tests stay dtc's.
# PARTITION  the command 'partition': a program, such as one of machine code (dotnet publish src/Tool -r RID -p:NativeTool=true), or
#            its .dll, which starts much slower. The suite starts it some 700 times.
#
# Ends with 0 when all tests passed. The last line is the count; the lines before it name the tests that failed.
set -euo pipefail

fail() {
  echo "run-dtc-suite: $*" >&2
  exit 2
}

[ $# -eq 2 ] || fail "expected two arguments: a built tree of dtc, and the command 'partition'"
[ -x "$1/dtc" ] && [ -x "$1/tests/get_mem_rsv" ] || fail "'$1' is not a tree of dtc that is built with its tests"
[ -f "$2" ] || fail "there is no file '$2'"

program="$(realpath "$2")"
case "$program" in
  *.dll) program="dotnet $program" ;;
esac

copy="$(mktemp -d)"
trap 'rm -rf "$copy"' EXIT
cp -a "$1/." "$copy"
for name in dtc fdtdump fdtget fdtoverlay fdtput; do
  rm "$copy/$name"
  printf '#!/bin/sh\nPARTITION_AS=%s exec %s "$@"\n' "$name" "$program" >"$copy/$name"
  chmod +x "$copy/$name"
done

# The suite reads its programs from the folder around that of the tests, and says for each test how it went.
log="$copy/suite.log"
cd "$copy/tests"
NO_PYTHON=1 ./run_tests.sh >"$log" 2>&1 || true

grep -E ':[[:space:]]+(FAIL|XPASS)' "$log" || true
total="$(sed -n 's/^\** *Total testcases:[[:space:]]*//p' "$log" | tail -n 1)"
passed="$(sed -n 's/^\** *PASS:[[:space:]]*//p' "$log" | tail -n 1)"
[ -n "$total" ] || fail "the suite did not come to its end: $(tail -n 3 "$log")"
echo "$passed of $total tests passed"
[ "$passed" = "$total" ]
