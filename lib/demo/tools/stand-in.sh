# Shared by the demo's stand-ins for database tools. They dump and load the sample's data files as the
# real tools would, with the same options, and refuse what they do not know. None of them is the real tool.

tool=${0##*/}

fail() {
  echo "$tool: $*" >&2
  exit 1
}

# A file `down` beside the data stands for a server that does not answer.
is_down() { [ -e "$SAMPLE_DATA/down" ]; }
