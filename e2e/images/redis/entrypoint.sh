#!/bin/sh
# As the official image: flags may stand alone, and the server runs as redis in /data.
set -eu
case "${1:-}" in -*) set -- redis-server "$@" ;; esac
if [ "$1" = redis-server ]; then
  chown -R redis:redis /data
  set -- setpriv --reuid=redis --regid=redis --clear-groups "$@" --protected-mode no
fi
exec "$@"
