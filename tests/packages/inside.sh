#!/bin/bash
# SPDX-FileCopyrightText: 2026 The MockForge authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Runs inside the clean root, with the packages installed: first as root, then itself again as an ordinary user.
set -euo pipefail # which makes `| grep -q` fail where it ends before what it reads

fail() { printf 'inside: %s\n' "$*" >&2; exit 1; }

# Waits until the command holds, at most 30 seconds.
until_holds() {
    local end=$((SECONDS + 30))
    until "$@" >/dev/null 2>&1; do
        [ $SECONDS -lt $end ] || fail "did not come to hold: $*"
        sleep 0.1
    done
}

if [ "$(id -u)" -eq 0 ]; then
    cp "$0" /home/tester/inside.sh
    exec su - tester -c 'bash inside.sh'
fi

export LC_ALL=C.UTF-8
sample=/usr/share/mockforge/samples/shop/mockforge.yaml

echo "-- the program, its man pages"
mockforge --version | grep '^mockforge [0-9]' >/dev/null || fail "no version"
for page in mockforge mockforge-desktop mockforge.yaml; do
    man "$page" | grep -E 'SYNOPSIS|DESCRIPTION' >/dev/null || fail "no man page $page"
done

echo "-- headless, as an ordinary user"
mockforge serve "$sample" >ready.txt 2>log.txt &
server=$!
until_holds grep -q 'listening metrics' ready.txt
url=$(awk '/listening http / {print $3}' ready.txt)
metrics=$(awk '/listening metrics/ {print $3}' ready.txt)
for _ in $(seq 20); do curl -fsS "$url/api/products" >/dev/null || fail "the sample does not answer"; done
curl -fsS "$metrics" | grep -E '^mockforge_requests_total\{protocol="http",.*\} 2[0-9]$' >/dev/null || fail "/metrics does not count: $(curl -s "$metrics" | grep requests_total)"
[ "$(mockforge health --url "${metrics%/metrics}/health")" = ok ] || fail "not healthy"
mockforge mode chaos >/dev/null
code=0
kill $server
wait $server || code=$?
[ $code -eq 143 ] || fail "ended with $code: $(cat log.txt)"

echo "-- menu, icon, kind of file"
cp "$sample" mockforge.yaml
gio info -a standard::content-type mockforge.yaml | grep application/x-mockforge-project >/dev/null || fail "mockforge.yaml is not known by its name"
gio mime application/x-mockforge-project | grep org.mockforge.mockforge.desktop >/dev/null || fail "a double click would not open it"
desktop-file-validate /usr/share/applications/org.mockforge.mockforge.desktop
test -s /usr/share/icons/hicolor/48x48/apps/mockforge.png

echo "-- the window on the sample project"
Xvfb :7 -screen 0 1400x900x24 -nolisten tcp >/dev/null 2>&1 &
display=$!
export DISPLAY=:7
until_holds xwininfo -root
mockforge-desktop --sample --screenshot shot.png --after 6 2>window.log &
window=$!
until_holds sh -c 'xwininfo -root -tree | grep -q MockForge'
until_holds sh -c "curl -fsS http://127.0.0.1:9090/metrics | grep -E '^mockforge_requests_total.* [1-9]'"
wait $window || fail "the window ended badly: $(cat window.log)"
[ "$(stat -c %s shot.png)" -gt 20000 ] || fail "the picture of the window is empty"
grep -vE 'XDG_RUNTIME_DIR|propagateSizeHints' window.log | grep -iE 'error|cannot|could not|warning' && fail "the window complained"
kill $display

echo "-- nothing outside the folders that XDG names"
strange=$(find . -mindepth 1 -newer inside.sh -not -path './.config*' -not -path './.cache*' -not -path './.local*' \
    -not -name ready.txt -not -name log.txt -not -name window.log -not -name shot.png -not -name mockforge.yaml -not -name inside.sh)
[ -z "$strange" ] || fail "it wrote where it should not: $strange"
