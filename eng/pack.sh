#!/usr/bin/env bash
# Packs this project into artifacts/packages, a folder feed that the samples and the tests resolve the SDK from.
#
#   eng/pack.sh             what the build of a board needs: Partition.Sdk and Partition.Templates, without machine code
#   eng/pack.sh --full      all packages, as releases and the end-to-end tests need them: the SDK's tasks and the command
#                           'partition' also as machine code for this machine
#   eng/pack.sh --portable  all packages, without machine code
#
# Machine code makes each stage of a build start sooner, and 'partition' start in half the time that an empty program of
# .NET takes. The command's needs a linker (clang or gcc); without one it is left out.
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"

fail() {
  echo "pack: $*" >&2
  exit 1
}

# Packs or publishes one project (or the solution) and says so first.
run() {
  local purpose="$1" command="$2" project="$3"
  shift 3
  echo "pack: $purpose"
  dotnet "$command" "$root/$project" --configuration Release --nologo --verbosity quiet "$@"
}

pack_for_boards() {
  run "Partition.Sdk: the targets, and the tasks that they run" pack src/Sdk
  run "Partition.Templates: dotnet new hvboard and hvguest" pack src/Templates
}

pack_everything() {
  run "all packages, without machine code" pack Partition.Sdk.sln
}

add_machine_code() {
  run "the tasks as machine code" publish src/Tasks --use-current-runtime --self-contained false -p:PublishReadyToRun=true
  run "Partition.Sdk again, with the tasks as machine code" pack src/Sdk -p:NativeTasks=true
  if command -v clang gcc >/dev/null; then
    run "Partition.Tool again, with 'partition' as machine code" pack src/Tool -p:NativeTool=true
  else
    echo "pack: there is neither clang nor gcc, so 'partition' is packed without machine code and starts slowly"
  fi
}

# A feed must not change what a version contains. Here it does, so packages of an earlier run have to go, and the copies that
# builds unpacked: those of the samples, and those of projects outside of this folder.
forget_earlier_packages() {
  rm -rf "$root"/artifacts/packages/Partition.*.nupkg "$root"/artifacts/nuget/partition.*
  rm -rf "${NUGET_PACKAGES:-$HOME/.nuget/packages}"/partition.{sdk,templates,tool,tool.*,devicetree,images,diagnostics}
}

case "${1:-}" in
  '')         forget_earlier_packages; pack_for_boards ;;
  --full)     forget_earlier_packages; pack_everything; add_machine_code ;;
  --portable) forget_earlier_packages; pack_everything ;;
  *)          fail "'$1' is not an option: expected --full, --portable or nothing" ;;
esac

ls "$root"/artifacts/packages/*.nupkg
