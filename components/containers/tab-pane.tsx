/** The pane of the open tab: what long lists scroll in. */
export const tabPaneId = "container-tab";
