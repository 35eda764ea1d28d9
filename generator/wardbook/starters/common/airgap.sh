#!/usr/bin/env bash
# 把不能上网的电脑所需的一切装进一个文件：本文件夹、按校验值取来的软件包、系统软件包及其清单。
# Packs all that a machine without network needs into one file: this folder, everything that is installed, by its hash, and the
# system packages with a list of them. There, unpack it and run `make`.
#
#   bash airgap.sh [REQUIREMENTS [ARCHIVE]]    in the project's folder, on a machine of the same kind that has network
#
# Nothing in this folder changes but the archive. The plan's history (.git) and what was built stay here.
set -euo pipefail
here=$PWD
archive=${2:-$(basename "$here")-airgap.tar.gz}
case $archive in /*) ;; *) archive=$here/$archive ;; esac

# shellcheck source=generator/wardbook/starters/common/setup.sh
. "$(dirname "${BASH_SOURCE[0]}")/setup.sh" "${1:-requirements.txt}" # sets up; its functions are used below

stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
folder=$stage/$(basename "$here")
mkdir -p "$folder"
tar -cf - --exclude ./.git --exclude ./.venv --exclude ./.cache --exclude ./build --exclude ./dist --exclude ./system \
  --exclude ./public --exclude ./built --exclude ./print --exclude ./build-gallery --exclude '*-airgap.tar.gz' \
  --exclude __pycache__ --exclude '.*_cache' --exclude .hypothesis . | tar -xf - -C "$folder"

fetch_wheels() {
  .venv/bin/python -m pip --disable-pip-version-check --no-input download --quiet --require-hashes --only-binary :all: \
    ${from[@]+"${from[@]}"} --dest "$folder/wheels" --requirement "$requirements"
}

fetch_system() { # every package with all that it needs, whatever this machine has, but for what every Debian has
  local apt=(-qq -o Dir::State::status="$stage/status" -o Dir::State::lists="$stage/lists" -o Debug::NoLocking=1
    -o Dir::Cache::archives="$folder/system" -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= -o APT::Sandbox::User=)
  mkdir -p "$stage/lists/partial" "$folder/system/partial"
  : >"$stage/status"
  apt-get "${apt[@]}" update &&
    apt-get "${apt[@]}" install --yes --no-install-recommends --download-only $(needs | cut -d ' ' -f 1) || return 1
  rm -rf "$folder/system/partial" "$folder/system/lock"
  for file in "$folder"/system/*.deb; do
    case $(dpkg-deb --field "$file" Priority) in required) rm "$file" ;; esac
  done
  system_here >"$folder/system/made-for"
  for file in "$folder"/system/*.deb; do
    dpkg-deb --showformat '${Package} ${Version} ${Architecture}\n' --show "$file"
  done >"$folder/system/packages.txt"
}

say "正在取软件包" "Fetching what is installed"
with_clock fetch_wheels
if command -v apt-get >/dev/null; then
  say "正在取系统软件包" "Fetching system packages"
  with_clock fetch_system >"$stage/log" 2>&1 || {
    tail -n 20 "$stage/log" >&2
    stop "wardbook：取不到系统软件包，没有打包" "wardbook: the system packages could not be fetched; nothing was packed"
  }
else
  mkdir -p "$folder/system"
  needs | cut -d ' ' -f 1 >"$folder/system/packages.txt"
  say "没有 apt-get：system/packages.txt 只列出系统软件包（Debian 的名称），须另行安装" \
    "There is no apt-get: system/packages.txt only lists the system packages (Debian's names); install them by other means"
fi
mkdir -p "$(dirname "$archive")"
tar -czf "$archive.part" -C "$stage" "$(basename "$here")"
mv "$archive.part" "$archive"
say "$archive（$(du -h "$archive" | cut -f 1)）。在同类的电脑上：" "$archive ($(du -h "$archive" | cut -f 1)). On a machine of the same kind:"
printf '  tar -xzf %q\n  cd %q\n  make\n' "$(basename "$archive")" "$(basename "$here")"
