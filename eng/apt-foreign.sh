# Sourced by scripts that fetch Debian packages for the architecture in 'architecture' (armhf or arm64). Nothing foreign is installed
# and the machine's own package state is not touched: apt runs on a private state folder and believes that the machine is of that
# architecture. It reads the machine's own package sources, which must be Debian's; GUEST_LINUX_SOURCES names a sources.list to use
# in their place.
#
# Sets 'work', a folder that goes away when the script ends, and 'apt_options', and reads the package lists.

fail() {
  echo "$(basename "$0" .sh): $*" >&2
  exit 1
}

case "$architecture" in
  armhf | arm64) ;;
  *) fail "'$architecture' is not an architecture of the samples: expected armhf or arm64" ;;
esac

for tool in apt-get apt-cache dpkg-deb tar; do
  command -v "$tool" >/dev/null || fail "needs '$tool', which Debian and its relatives have"
done

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/state/lists/partial" "$work/cache/archives/partial" "$work/packages" "$work/files"
: > "$work/state/status"

# An apt that runs as root would drop to a user who may not enter the private folder.
apt_options=(
  -q
  -o APT::Architecture="$architecture"
  -o APT::Architectures="$architecture"
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

# The machine may have sources that do not serve the architecture at all: only what is wanted has to be found.
apt-get "${apt_options[@]}" update > "$work/update.log" 2>&1 || true

# The newest package of those whose names a metapackage depends on and that match an expression; nothing when there is none.
dependency_of() {
  apt-cache "${apt_options[@]}" depends --important "$1" 2>/dev/null | sed -n "s/^ *Depends: *\\($2\\)\$/\\1/p" || true
}

no_package() {
  cat "$work/update.log" >&2
  fail "the package sources offer no '$1' for $architecture; GUEST_LINUX_SOURCES may name a sources.list that does"
}

# Downloads packages and notes their versions in $work/packages.txt.
download_packages() {
  local package version
  for package in "$@"; do
    version="$(apt-cache "${apt_options[@]}" policy "$package" | sed -n 's/^ *Candidate: *//p')"
    [[ -n "$version" && "$version" != "(none)" ]] || no_package "$package"
    echo "$package $version"
  done > "$work/packages.txt"
  sed "s/^/$(basename "$0" .sh): /" "$work/packages.txt"
  (cd "$work/packages" && apt-get "${apt_options[@]}" download "$@" > "$work/download.log" 2>&1) \
    || { cat "$work/download.log" >&2; fail "could not download $*"; }
}

# Unpacks the files of all downloaded packages whose paths match an expression; a kernel's modules would take a hundred times their room.
unpack_files() {
  local package
  for package in "$work"/packages/*.deb; do
    dpkg-deb --fsys-tarfile "$package" > "$work/package.tar"
    tar -tf "$work/package.tar" | { grep -E "$1" || true; } > "$work/wanted"
    tar -x -C "$work/files" -f "$work/package.tar" -T "$work/wanted"
  done
}

# Puts a file into $destination. A name appears only when its file is complete, so an interrupted run is simply run again.
place() {
  mkdir -p "$destination"
  cp "$1" "$destination/$2.part"
  chmod "$3" "$destination/$2.part"
  mv -f "$destination/$2.part" "$destination/$2"
}
