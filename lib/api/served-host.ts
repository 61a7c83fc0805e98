/** The Docker host that the web process reaches: the one this machine's DOCKER_HOST names. */
export const servedHost = "local";
