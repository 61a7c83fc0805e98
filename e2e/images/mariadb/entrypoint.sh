#!/bin/sh
# Takes the variables of the official image: MYSQL_ROOT_PASSWORD, MYSQL_DATABASE, MYSQL_USER, MYSQL_PASSWORD.
set -eu
: "${MYSQL_ROOT_PASSWORD:?must be set}"
mkdir -p /run/mysqld
chown mysql:mysql /run/mysqld /var/lib/mysql
quoted() { printf '%s' "$1" | sed "s/\\\\/\\\\\\\\/g; s/'/''/g"; }
if [ ! -d /var/lib/mysql/mysql ]; then
  mariadb-install-db --user=mysql --datadir=/var/lib/mysql --auth-root-authentication-method=normal \
    --skip-test-db >&2
  init=$(mktemp)
  {
    echo "ALTER USER 'root'@'localhost' IDENTIFIED BY '$(quoted "$MYSQL_ROOT_PASSWORD")';"
    if [ -n "${MYSQL_DATABASE:-}" ]; then echo "CREATE DATABASE \`$MYSQL_DATABASE\`;"; fi
    if [ -n "${MYSQL_USER:-}" ]; then
      echo "CREATE USER '$MYSQL_USER'@'%' IDENTIFIED BY '$(quoted "$MYSQL_PASSWORD")';"
      echo "GRANT ALL ON \`${MYSQL_DATABASE:-%}\`.* TO '$MYSQL_USER'@'%';"
    fi
  } > "$init"
  chown mysql "$init"
  set -- --init-file="$init"
fi
exec mariadbd --user=mysql --bind-address=0.0.0.0 "$@"
