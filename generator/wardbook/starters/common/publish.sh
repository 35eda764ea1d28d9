#!/bin/sh
# 院内服务器定时运行：取新版本、检查、生成、整体切换，保留最近五版；哪一步失败就说哪一步，原来的一版不动。
# Run by a timer on the hospital's own server: takes the newest plan, checks, builds and switches to it at once, keeps five
# editions, and says which step failed; the edition that is shown stays then.
#
#   sh publish.sh FOLDER        FOLDER/current 指向当前一版 · FOLDER/current is what a web server shows
#
# AUDIENCE  staff (default), public, posted     WARDBOOK  the program, default .venv/bin/wardbook
# KEEP      editions that are kept, default 5   BUILD     further options of `wardbook build`
set -u
cd "$(dirname "$0")" || exit 1
if [ $# -ne 1 ]; then
  echo "sh publish.sh FOLDER" >&2
  exit 2
fi
www=$1
audience=${AUDIENCE:-staff}
wardbook=${WARDBOOK:-.venv/bin/wardbook}
keep=${KEEP:-5}
mkdir -p "$www/editions" || exit 1
www=$(cd "$www" && pwd) || exit 1
log="$www/publish.log"
lock="$www/.publishing"

failed() {
  echo "publish.sh: $1 失败，仍显示原来的一版 · $1 failed, the edition before is still shown" >&2
  tail -n 30 "$log" >&2
  exit 1
}

# 上一次还在运行就不再开始；被中断的留下的锁按进程号识别
# Only one at a time; a lock that a killed run left is known by its process
if ! mkdir "$lock" 2>/dev/null; then
  if kill -0 "$(cat "$lock/pid" 2>/dev/null || echo 0)" 2>/dev/null && [ -s "$lock/pid" ]; then
    echo "publish.sh: 上一次还在运行 · another run is under way" >&2
    exit 1
  fi
  rm -rf "$lock"
  mkdir "$lock" || exit 1
fi
echo $$ >"$lock/pid"
stage=
trap 'rm -rf "$lock" ${stage:+"$stage"}' EXIT
trap 'exit 1' HUP INT TERM

git pull --quiet --ff-only >"$log" 2>&1 || failed "git pull"
commit=$(git rev-parse --short=12 HEAD 2>>"$log") || failed "git rev-parse"
name="$audience-$commit"
if [ "$(readlink "$www/current" 2>/dev/null)" = "editions/$name" ]; then
  exit 0
fi
"$wardbook" check >"$log" 2>&1 || failed "wardbook check"
stage="$www/editions/.$name"
rm -rf "$stage"
# shellcheck disable=SC2086
"$wardbook" build --audience "$audience" --output "$stage" ${BUILD:-} >"$log" 2>&1 || failed "wardbook build"
[ -s "$stage/manifest.json" ] && [ -s "$stage/site/index.html" ] || failed "wardbook build"

# 从前的一版又成为最新时，用新生成的替换 · an edition that comes back is replaced by the new build of it
rm -rf "$www/editions/$name"
mv "$stage" "$www/editions/$name" || failed "mv"
stage=
ln -sfn "editions/$name" "$www/.next" && mv -fT "$www/.next" "$www/current" || failed "mv"
echo "publish.sh: $name"

# 保留最近几版，当前一版总是保留 · the newest ones stay, and always the one that is shown
ls -1t "$www/editions" | grep -vx "$name" | tail -n +"$keep" | while read -r old; do
  rm -rf "${www:?}/editions/$old"
done
