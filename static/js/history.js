/* Back and forward through the filters of a list: the last step counts.

   htmx asks the server for every step, and each answer takes the place of the whole page when it
   comes. Of two steps in a hurry the earlier may come last, and the page would not be that of its
   address. */
"use strict";

(() => {
  let restoring;

  document.addEventListener("htmx:historyCacheMiss", (event) => {
    restoring?.abort();
    restoring = event.detail.xhr;
    for (const one of document.querySelectorAll("[hx-get]")) htmx.trigger(one, "htmx:abort");
  });

  // What is chosen meanwhile is later still; a list of suggestions is no step.
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.detail.elt.getAttribute("hx-push-url") !== "false") restoring?.abort();
  });
})();
