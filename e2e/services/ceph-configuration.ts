export type CephPorts = { monitor: number; gateway: number };

/**
 * The smallest cluster that is a real one: one monitor, one OSD on a sparse file of 40 GiB, one
 * gateway. Full ratios are near 1 because the disk below it may be rather full.
 */
export function cephConfiguration(folder: string, fsid: string, ports: CephPorts): string {
  return `[global]
fsid = ${fsid}
mon host = v2:127.0.0.1:${ports.monitor}
public addr = 127.0.0.1
cluster addr = 127.0.0.1
ms bind msgr1 = false
auth cluster required = cephx
auth service required = cephx
auth client required = cephx
auth allow insecure global id reclaim = false
keyring = ${folder}/keyring
run dir = ${folder}/run
admin socket = ${folder}/run/$name.asok
pid file = ${folder}/run/$name.pid
crash dir = ${folder}/crash
log file =
mon cluster log file =
log to stderr = true
err to stderr = true
debug default = 0
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 8
osd pool default pgp num = 8
osd pool default pg autoscale mode = off
osd crush chooseleaf type = 0
mon allow pool size one = true
mon data avail crit = 1
mon data avail warn = 2
mon osd full ratio = .99
mon osd backfillfull ratio = .97
mon osd nearfull ratio = .96

[mon.a]
mon data = ${folder}/mon

[osd.0]
osd data = ${folder}/osd
osd objectstore = bluestore
bluestore block size = 42949672960
osd memory target = 1073741824

[client.gateway]
rgw frontends = beast endpoint=127.0.0.1:${ports.gateway}
rgw data = ${folder}/gateway
rgw enable usage log = false
rgw gc obj min wait = 10
rgw gc processor period = 20
rgw gc processor max time = 20
`;
}
