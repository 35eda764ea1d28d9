#!/usr/bin/env bash
# 准备 Wardbook 所需的一切：缺少的系统软件包（有权安装时），然后按 requirements.txt 建立 .venv。
# Sets up what Wardbook needs: system packages where they are missing and may be installed, then .venv from a file of
# requirements with hashes.
#
#   bash setup.sh [REQUIREMENTS [NEEDS]]    in the project's folder; NEEDS lists more system packages, as below
#
# Nothing is touched before it is known that everything can be installed. With all packages present it needs no rights, and
# with unchanged requirements no network. Wheels in wheels/ are taken instead of the network when all of them lie there
# (`make wheels` fetches them), and Debian's packages in system/ (`make airgap` packs both). Exit status 2: something is missing
# that you must install first.
set -euo pipefail
requirements=${1:-requirements.txt}
further_needs=${2:-}

spoken() { # zh or en, as the program itself chooses: WARDBOOK_LANG, the locale, the plan's first language
  local locale=${LC_ALL:-${LC_MESSAGES:-${LANG:-}}}
  case ${WARDBOOK_LANG:-} in zh* | en*) locale=$WARDBOOK_LANG ;; esac
  case $locale in
    "" | C | C.* | POSIX) locale=$(grep -m 1 -A 1 '^languages:' plan_source/site.yml 2>/dev/null | grep -o 'zh\|en') || true ;;
  esac
  case $locale in zh*) echo zh ;; *) echo en ;; esac
}
spoken=$(spoken)

say() { # CHINESE ENGLISH
  if [ "$spoken" = zh ]; then printf '%s\n' "$1"; else printf '%s\n' "$2"; fi
}

with_clock() { # COMMAND...: run it; a line every eight seconds says that it still runs
  local clock status=0
  tell_time 9>&- &
  clock=$!
  "$@" || status=$?
  kill "$clock" 2>/dev/null || true
  wait "$clock" 2>/dev/null || true
  return "$status"
}

tell_time() { # until it is ended, or the set-up is: Ctrl+C does not reach what runs in the background
  local seconds=0
  while sleep 1 && kill -0 $$ 2>/dev/null; do
    seconds=$((seconds + 1))
    if [ $((seconds % 8)) -eq 0 ]; then printf '  … %d:%02d\n' $((seconds / 60)) $((seconds % 60)); fi
  done
}

stop() {
  say "$@" >&2
  exit 2
}

[ -f "$requirements" ] || stop "wardbook：这里没有 $requirements；请在项目文件夹里运行" \
  "wardbook: there is no $requirements here; run this in the project's folder"

# --- 1. Python: the system's own first, so that its libraries and fonts belong together

new_enough() {
  "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

python=
for candidate in /usr/bin/python3 python3 python3.14 python3.13 python3.12 python3.11; do
  if new_enough "$candidate"; then python=$candidate && break; fi
done
[ -n "$python" ] || stop "wardbook：什么也没有做；缺少 Python 3.11 或更新的版本（Debian 12：apt-get install -y python3）" \
  "wardbook: nothing was done; Python 3.11 or newer is missing (Debian 12: apt-get install -y python3)"

# --- 2. System packages: one line a need, Debian's name and then a command that succeeds when the need is met

needs() {
  echo "python3-venv $python -c 'import venv, ensurepip'"
  echo "libpango-1.0-0 has_library libpango-1.0.so.0 libpango-1.0.dylib"
  echo "libpangoft2-1.0-0 has_library libpangoft2-1.0.so.0 libpangoft2-1.0.dylib"
  echo "libharfbuzz-subset0 has_library libharfbuzz-subset.so.0 libharfbuzz-subset.dylib"
  echo "fontconfig command -v fc-list"
  echo "graphviz command -v dot"
  if [ -n "$further_needs" ]; then cat "$further_needs"; fi
}

has_library() { # any of the names, as the loader finds it: no matter which package brought it
  local name
  for name in "$@"; do
    if "$python" -c 'import ctypes, sys; ctypes.CDLL(sys.argv[1])' "$name"; then return 0; fi
  done
  return 1
}

missing=()
while read -r package check; do
  eval "$check" </dev/null >/dev/null 2>&1 || missing+=("$package")
done < <(needs)

may_not_install() { # COMMAND
  stop "wardbook：什么也没有做；缺少系统软件包，而您无权安装。请运行下面的命令，然后再运行 make：
  $1" "wardbook: nothing was done; packages are missing and you may not install them. Run this, then make again:
  $1"
}

system_here() { # the system that packages in system/ were fetched for
  (. /etc/os-release && echo "$ID $VERSION_ID $(dpkg --print-architecture)")
}

installing() { # the commands that bring what is missing: from system/ where it was carried along, else from the package source
  if [ ! -f system/made-for ]; then
    echo "apt-get update && apt-get install -y --no-install-recommends ${missing[*]}"
  elif [ "$(cat system/made-for)" = "$(system_here)" ]; then
    echo "dpkg --install --skip-same-version --refuse-downgrade system/*.deb"
  else
    stop "wardbook：什么也没有做；缺少 ${missing[*]}，而 system/ 里的软件包是给 $(cat system/made-for) 的，本机是 $(system_here)" \
      "wardbook: nothing was done; ${missing[*]} is missing, and the packages in system/ are for $(cat system/made-for): this is $(system_here)"
  fi
}

install_missing() {
  local install as_root=(env) log
  command -v apt-get >/dev/null || stop \
    "wardbook：什么也没有做；缺少（Debian 的名称）：${missing[*]}。请用本系统的软件包管理器安装，然后再运行 make。" \
    "wardbook: nothing was done; these are missing (Debian's names): ${missing[*]}
Install them with your system's package manager, then run make again."
  install=$(installing)
  if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null; then
      may_not_install "su -c '$install'"
    elif ! sudo -n true 2>/dev/null; then
      may_not_install "sudo sh -c '$install'"
    fi
    as_root=(sudo env)
  fi
  say "正在安装 ${missing[*]}" "Installing ${missing[*]}"
  as_root+=(DEBIAN_FRONTEND=noninteractive)
  log=$(mktemp)
  update_and_install() {
    "${as_root[@]}" sh -c "${install//apt-get /apt-get -qq -o DPkg::Lock::Timeout=120 }"
  } </dev/null >"$log" 2>&1
  if ! with_clock update_and_install; then
    tail -n 20 "$log" >&2
    stop "wardbook：系统软件包没有装上；请自己运行，看看原因：$install" \
      "wardbook: the packages could not be installed; run this yourself to see why: $install"
  fi
  rm -f "$log"
}

[ ${#missing[@]} -eq 0 ] || install_missing

# --- 3. .venv: a stamp holds the hash of what it was made from, written last, so that a broken set-up is redone

hash() {
  "$python" -c 'import hashlib, sys; print(hashlib.sha256(sys.stdin.buffer.read()).hexdigest())'
}

current() { # STAMP HASH
  [ "$(cat ".venv/.wardbook-$1" 2>/dev/null || true)" = "$2" ]
}

pip_install() {
  .venv/bin/python -m pip --disable-pip-version-check --no-input install --quiet "$@"
}

if command -v flock >/dev/null; then # two set-ups at a time would tear each other's .venv down
  mkdir -p .cache
  exec 9>.cache/setup.lock
  flock 9
fi

from=() # the package index as pip is set up here
carried=(wheels/*.whl)
if [ ${#carried[@]} -gt 1 ]; then from=(--no-index --find-links wheels); fi

runtime=$({ "$python" -VV; pwd; cat "$requirements"; } | hash)
if ! current runtime "$runtime"; then
  say "正在按 $requirements 建立 .venv" "Making .venv from $requirements"
  rm -rf .venv
  with_clock "$python" -m venv .venv
  say "正在装入 .venv" "Installing into it"
  with_clock pip_install --require-hashes --only-binary :all: ${from[@]+"${from[@]}"} --requirement "$requirements"
  say ".venv 已装好" ".venv is ready"
  echo "$runtime" >.venv/.wardbook-runtime
fi
