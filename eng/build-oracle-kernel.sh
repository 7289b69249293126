#!/usr/bin/env bash
# Builds a small Linux for 32-bit ARM, which the patching of kernels is compared on, from its source:
#
#   artifacts/oracle-kernel/vmlinux  the linked kernel with its symbols: ARMv7, a Versatile Express with several CPUs
#   artifacts/oracle-kernel/config   its configuration, which is inside of it, too
#
# A second run does nothing. The tree it is built in is deleted: it takes a gigabyte. Nothing of it is ever part of this project.
set -euo pipefail

readonly cross=arm-linux-gnueabi-

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
destination="$root/artifacts/oracle-kernel"

if [[ -s "$destination/vmlinux" ]]; then
  exit 0
fi

"$root/eng/fetch-linux-source.sh"
mkdir -p "$root/artifacts"
work="$(mktemp -d "$root/artifacts/.oracle-kernel.XXXXXX")"
trap 'rm -rf "$work"' EXIT

# The drivers that are left out make two thirds of the source; their Kconfig files are read all the same.
echo "build-oracle-kernel: unpacking"
tar -x -J -C "$work" --strip-components=1 -f "$root/artifacts/linux-source/linux.tar.xz" --wildcards \
  --exclude='*/Documentation/*.rst' --exclude='*/Documentation/*.yaml' --exclude='*/Documentation/*.txt' \
  --exclude='*/tools/testing/*' --exclude='*/tools/perf/*' --exclude='*/boot/dts/*' \
  --exclude='*/drivers/gpu/drm/*.[ch]' --exclude='*/drivers/net/*.[ch]' --exclude='*/drivers/media/*.[ch]' \
  --exclude='*/drivers/staging/*.[ch]' --exclude='*/drivers/infiniband/*.[ch]' --exclude='*/drivers/scsi/*.[ch]' \
  --exclude='*/sound/*.[ch]' --exclude='*/arch/x86/*.[chS]' --exclude='*/arch/powerpc/*.[chS]' --exclude='*/arch/mips/*.[chS]'

cat > "$work/fragment" <<'CONFIG'
CONFIG_MMU=y
CONFIG_ARCH_MULTIPLATFORM=y
CONFIG_ARCH_MULTI_V7=y
# CONFIG_ARCH_MULTI_V6 is not set
CONFIG_ARCH_VEXPRESS=y
CONFIG_AEABI=y
# CONFIG_THUMB2_KERNEL is not set
CONFIG_SMP=y
CONFIG_NR_CPUS=4
CONFIG_HIGHMEM=y
CONFIG_VFP=y
CONFIG_NEON=y
CONFIG_CPU_IDLE=y
CONFIG_HIGH_RES_TIMERS=y
CONFIG_NO_HZ_IDLE=y
CONFIG_PRINTK=y
CONFIG_BUG=y
CONFIG_KALLSYMS=y
CONFIG_BINFMT_ELF=y
CONFIG_BINFMT_SCRIPT=y
CONFIG_BLK_DEV_INITRD=y
CONFIG_PROC_FS=y
CONFIG_SYSFS=y
CONFIG_DEVTMPFS=y
CONFIG_TMPFS=y
CONFIG_TTY=y
CONFIG_SERIAL_AMBA_PL011=y
CONFIG_SERIAL_AMBA_PL011_CONSOLE=y
CONFIG_FUTEX=y
CONFIG_SUSPEND=y
CONFIG_PERF_EVENTS=y
CONFIG_HW_PERF_EVENTS=y
CONFIG_KEXEC=y
CONFIG_IKCONFIG=y
CONFIG_IKCONFIG_PROC=y
# CONFIG_DEBUG_INFO is not set
CONFIG

build() {
  make -s -C "$work" ARCH=arm CROSS_COMPILE="$cross" KBUILD_BUILD_TIMESTAMP='1970-01-01' KBUILD_BUILD_USER=oracle KBUILD_BUILD_HOST=oracle "$@"
}
echo "build-oracle-kernel: compiling"
build KCONFIG_ALLCONFIG="$work/fragment" allnoconfig > "$work/build.log" 2>&1 || { cat "$work/build.log" >&2; exit 1; }
build -j"$(nproc)" vmlinux > "$work/build.log" 2>&1 || { tail -n 50 "$work/build.log" >&2; exit 1; }

# The name of the kernel appears last, so an interrupted run is simply run again.
mkdir -p "$destination"
cp "$work/.config" "$destination/config"
cp "$work/vmlinux" "$destination/.vmlinux.part"
mv -f "$destination/.vmlinux.part" "$destination/vmlinux"
