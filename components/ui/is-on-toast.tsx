/** Whether a press fell on a toast, which floats above dialogs and must not close them. */
export const isOnToast = (event: Event) =>
  event.target instanceof Element && event.target.closest("[data-sonner-toaster]") !== null;
