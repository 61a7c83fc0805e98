/** Whether a file name stands for the command's own stdout. */
export function isStdout(path: string): boolean {
  return path === "-" || /^\/dev\/(stdout|fd\/1)$|^\/proc\/(self|\$\$)\/fd\/1$/.test(path);
}

/** Whether a file name stands for the command's own stdin. */
export function isStdin(path: string): boolean {
  return path === "-" || /^\/dev\/(stdin|fd\/0)$|^\/proc\/(self|\$\$)\/fd\/0$/.test(path);
}
