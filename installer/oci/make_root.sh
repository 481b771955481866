#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The MockForge authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# make_root.sh FOLDER [PROGRAM]: makes the root of the image, with the program, the libraries that it and Qt's TLS plugin load,
# and a user who is not root. No shell, no package manager.
set -euo pipefail
folder=$1
program=${2:-/usr/bin/mockforge}
[ ! -e "$folder" ] || { echo "make_root.sh: $folder exists already; name a new folder" >&2; exit 1; }

# Copies a file to the same path below the folder, whatever links lead to it.
put() { install -D -m "${2:-644}" "$(readlink -f "$1")" "$folder$1"; }

plugins=$(find /usr/lib -path '*/qt6/plugins/tls/*.so')
# What is loaded by name at run time is not among a program's dependencies: OpenSSL by Qt's plugin, the loader itself.
openssl=$(ldconfig -p | awk '/lib(ssl|crypto)\.so\.3 .*x86-64|lib(ssl|crypto)\.so\.3 .*AArch64/ {print $NF}')

mkdir -p "$folder"/{etc,project,tmp}
chmod 1777 "$folder/tmp"
printf 'root:x:0:0:root:/:/sbin/nologin\nmockforge:x:65532:65532:MockForge:/tmp:/sbin/nologin\n' >"$folder/etc/passwd"
printf 'root:x:0:\nmockforge:x:65532:\n' >"$folder/etc/group"
install -D -m 755 "$program" "$folder/usr/bin/mockforge"
for file in $plugins; do put "$file"; done
for object in "$program" $plugins $openssl; do
    ldd "$object" | grep -oE '/[^ ]+' || true
done | sort -u | while read -r library; do put "$library" 755; done
for library in $openssl; do put "$library" 755; done
if [ -e /etc/ssl/certs/ca-certificates.crt ]; then put /etc/ssl/certs/ca-certificates.crt; fi
for part in copyright; do put "/usr/share/doc/mockforge/$part" 2>/dev/null || true; done
