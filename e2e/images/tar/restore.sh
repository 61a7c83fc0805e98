#!/bin/sh
set -eu
tar xf - -C /var/lib/test
echo "unpacked $(find /var/lib/test/backup -type f | wc -l) files" >&2
