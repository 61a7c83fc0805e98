/**
 * Finds the processes of a run from inside its container and signals them; prints their ids.
 *
 *   sh -c SCRIPT sh RUN PID SIGNAL
 *
 * A process belongs to the run when its environment says so (HOLDFAST_RUN is inherited), when it is
 * PID, or when its parent or its session's leader belongs to it: so children are found that left the
 * process group or changed their user. PID is 0 when it may have been used again for something else.
 * Zombies are done for. A container may hold nothing but a shell: grep only makes it quicker, as a
 * shell reads byte by byte. SIGNAL 0 only lists.
 */
export const signalScript = `
run=$1 leader=$2 signal=$3
exec 2>/dev/null
if command -v grep >/dev/null; then
  inheriting=" $(echo $(grep -lsF "HOLDFAST_RUN=$run" /proc/[0-9]*/environ)) "
else
  inheriting=
fi
inherits() {
  if [ -n "$inheriting" ]; then
    case $inheriting in *" /proc/$1/environ "*) return 0 ;; esac
    return 1
  fi
  while IFS= read -r line || [ -n "$line" ]; do
    case $line in *"HOLDFAST_RUN=$run"*) return 0 ;; esac
  done < "/proc/$1/environ"
  return 1
}
found=" " all=
[ "$leader" = 0 ] || found=" $leader "
for dir in /proc/[0-9]*; do
  pid=\${dir#/proc/} stat=
  IFS= read -r stat < "$dir/stat"
  set -- \${stat##*") "}
  case $1 in [RSDTtIPKW]) ;; *) continue ;; esac
  all="$all $pid:$2:$4"
  if inherits "$pid"; then found="$found$pid "; fi
done
more=1
while [ "$more" = 1 ]; do
  more=0
  for entry in $all; do
    pid=\${entry%%:*} rest=\${entry#*:}
    case $found in *" $pid "*) continue ;; esac
    case $found in *" \${rest%:*} "* | *" \${rest#*:} "*) found="$found$pid " more=1 ;; esac
  done
done
for entry in $all; do
  pid=\${entry%%:*}
  case $found in *" $pid "*) ;; *) continue ;; esac
  [ "$signal" = 0 ] || kill "-$signal" "$pid"
  echo "$pid"
done
`;
