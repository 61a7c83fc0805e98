#!/bin/sh
# Takes the variables of the official image: MONGO_INITDB_ROOT_USERNAME and _PASSWORD.
echo "This is a stand-in for MongoDB, made for the tests." >&2
trap 'exit 0' TERM INT
while :; do sleep 3600 & wait $!; done
