/* Hands on the address of a page: by what the device offers for it, else by copying it. */
"use strict";

for (const button of document.querySelectorAll("[data-share]")) {
  const { share: url, title, shareLabel, copied, failed } = button.dataset;
  const said = button.parentElement.querySelector("[role=status]");
  const canShare = Boolean(navigator.share);
  if (canShare) button.querySelector(".kern-label").textContent = shareLabel;

  button.addEventListener("click", async () => {
    said.textContent = "";
    try {
      if (canShare) {
        await navigator.share({ title, url });
      } else {
        await navigator.clipboard.writeText(url);
        said.textContent = copied;
      }
    } catch (error) {
      // Whoever closes the sheet of the device has not met a fault.
      if (error.name !== "AbortError") said.textContent = failed;
    }
  });
}
