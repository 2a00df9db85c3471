/* "Use my location": asks the device on request, and the portal for the municipality around there.

   The point leaves the device rounded to about a kilometre; neither side keeps it. What stays is the
   key of the municipality in the address of the list, as if its name had been typed. */
"use strict";

(() => {
  const rounded = (degrees) => degrees.toFixed(2);

  function start(button) {
    const form = button.form;
    const said = document.getElementById(button.getAttribute("aria-describedby"));
    if (!navigator.geolocation || !form) {
      button.hidden = true;
      return;
    }

    function say(text) {
      said.textContent = text;
      button.setAttribute("aria-disabled", String(text === button.dataset.busy));
    }

    async function found({ coords }) {
      const point = new URLSearchParams({ lat: rounded(coords.latitude), lon: rounded(coords.longitude) });
      try {
        const answer = await fetch(`${button.dataset.locate}?${point}`, { cache: "no-store" });
        const place = await answer.json();
        if (place.near) go(place.near);
        else say(place.message || button.dataset.failed);
      } catch {
        say(button.dataset.failed);
      }
    }

    function go(near) {
      const asked = [...new FormData(form)].filter(([name, value]) => value && name !== "near" && name !== "ordering");
      const query = new URLSearchParams([...asked, ["near", near]]);
      location.assign(`${form.getAttribute("action")}?${query}`);
    }

    function failed(error) {
      say(error.code === error.PERMISSION_DENIED ? button.dataset.denied : button.dataset.failed);
    }

    button.addEventListener("click", () => {
      if (said.textContent === button.dataset.busy) return;
      say(button.dataset.busy);
      navigator.geolocation.getCurrentPosition(found, failed, {
        enableHighAccuracy: false,
        maximumAge: 600000,
        timeout: 15000,
      });
    });
    // Coming back to the page as it was left: it does not look any more.
    addEventListener("pageshow", () => say(""));
  }

  const started = new WeakSet();
  function startAll() {
    for (const button of document.querySelectorAll("[data-locate]")) {
      if (!started.has(button)) start(button);
      started.add(button);
    }
  }
  startAll();
  document.addEventListener("htmx:historyRestore", startAll);
})();
