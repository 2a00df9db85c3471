/* Draws what a list has found on a map, for every element with data-map.

   templates/components/map.html says what it holds. Leaflet comes only when the map comes into
   view, so that a page costs nothing for a map that nobody sees. Where it is in view from the
   beginning, it waits until somebody scrolls or presses its button: the list comes first. Where data-map is given a selector,
   the address of the data is what the element found by it has in data-map-url; it is read again
   after each change that htmx makes. */
"use strict";

(() => {
  const GERMANY = [[47.3, 5.9], [55.1, 15.1]];
  const CLOSE_ENOUGH = 11;
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const started = new WeakSet();
  let library;

  function element(name, className, text) {
    const made = document.createElement(name);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  }

  function link(text, href, language) {
    const made = element("a", "", text);
    made.href = href;
    if (language && language !== document.documentElement.lang) {
      made.lang = language;
      made.dir = "auto";
    }
    return made;
  }

  function fill(pattern, values) {
    return pattern.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  }

  function loadStyle(href) {
    return new Promise((done, failed) => {
      const made = element("link");
      Object.assign(made, { rel: "stylesheet", href, onload: done, onerror: failed });
      // Before our own: these must be able to say it better.
      document.head.prepend(made);
    });
  }

  function loadScript(src) {
    return new Promise((done, failed) => {
      const made = element("script");
      Object.assign(made, { src, onload: done, onerror: failed });
      document.head.append(made);
    });
  }

  function loadLibrary(files) {
    library ||= Promise.all([
      ...files.styles.map(loadStyle),
      files.scripts.reduce((before, src) => before.then(() => loadScript(src)), Promise.resolve()),
    ]);
    return library;
  }

  class ResultsMap {
    constructor(panel) {
      this.panel = panel;
      this.options = JSON.parse(panel.querySelector("[data-map-options]").textContent);
      this.texts = this.options.texts;
      this.canvas = panel.querySelector(".portal-map__canvas");
      this.note = panel.querySelector(".portal-map__note");
      this.places = panel.querySelector(".portal-map__places");
      this.credit = panel.querySelector(".portal-map__credit");
      this.drawn = "";
      this.outlined = null;
    }

    get url() {
      const source = this.panel.dataset.map;
      return source ? document.querySelector(source)?.dataset.mapUrl : this.options.url;
    }

    async start() {
      try {
        await loadLibrary(this.options.files);
        this.draw();
      } catch {
        this.say(this.texts.failed);
        return;
      }
      await this.update();
    }

    draw() {
      const rtl = document.documentElement.dir === "rtl";
      this.map = L.map(this.canvas, {
        attributionControl: false,
        zoomControl: false,
        fadeAnimation: !still,
        markerZoomAnimation: !still,
        zoomAnimation: !still,
        inertia: !still,
        maxZoom: 17,
        minZoom: 5,
      });
      L.control.zoom({
        position: rtl ? "bottomleft" : "bottomright",
        zoomInTitle: this.texts.zoomIn,
        zoomOutTitle: this.texts.zoomOut,
      }).addTo(this.map);
      if (this.options.tiles) L.tileLayer(this.options.tiles, { className: "portal-map__tile" }).addTo(this.map);
      this.outlines = L.geoJSON(null, { interactive: false, style: { className: "portal-map__outline" } }).addTo(this.map);
      this.clusters = L.markerClusterGroup({
        animate: false,
        showCoverageOnHover: false,
        maxClusterRadius: 48,
        iconCreateFunction: (cluster) => this.icon(this.numberIn(cluster), true),
      }).addTo(this.map);
      this.map.on("layeradd", (event) => this.name(event.layer));
      this.map.on("moveend", () => this.outline());
      this.map.on("popupclose", (event) => this.comeBack(event.popup._source));
      this.clusters.on("clusterkeypress", (event) => this.follow(event));
      // Leaflet itself listens to Escape only while the map as a whole has the focus.
      this.canvas.addEventListener("keydown", (event) => {
        if (event.key === "Escape") this.map.closePopup();
      });
      new ResizeObserver(() => this.map.invalidateSize({ animate: false })).observe(this.canvas);
      this.map.fitBounds(GERMANY, { animate: false });
    }

    async update() {
      const url = this.url;
      if (!this.map || !this.panel.isConnected || !url || url === this.drawn) return;
      this.drawn = url;
      let found;
      try {
        const answer = await fetch(url, { headers: { Accept: "application/json" } });
        found = await answer.json();
        if (!answer.ok) throw new Error(found.note);
      } catch (error) {
        if (url !== this.drawn) return;
        this.drawn = "";
        this.clusters.clearLayers();
        this.places.replaceChildren();
        this.say(error.message && error.name === "Error" ? error.message : this.texts.failed);
        return;
      }
      // Somebody may have chosen something else meanwhile.
      if (url === this.drawn) this.show(found);
    }

    show(found) {
      this.map.closePopup();
      this.clusters.clearLayers();
      this.clusters.addLayers(found.features.map((feature) => this.marker(feature)));
      this.places.replaceChildren(...found.features.map((feature) => this.line(feature.properties)));
      this.places.closest("details").hidden = !found.features.length;
      this.say(found.note);
      this.outlined = null;
      if (found.features.length) {
        this.map.fitBounds(this.clusters.getBounds(), { padding: [40, 40], maxZoom: CLOSE_ENOUGH, animate: false });
      }
      this.outline();
      this.panel.dataset.count = found.count;
    }

    marker({ geometry, properties }) {
      const [lon, lat] = geometry.coordinates;
      const made = L.marker([lat, lon], { icon: this.icon(properties.count, false) });
      made.properties = properties;
      made.bindPopup(() => this.popup(properties), {
        closeButton: false,
        minWidth: 200,
        maxWidth: 280,
        autoPanPadding: [16, 16],
      });
      made.on("keypress", (event) => {
        if (event.originalEvent.key === "Enter") made.getPopup()?.getElement()?.querySelector("a")?.focus();
      });
      return made;
    }

    icon(number, isCluster) {
      const size = number > 99 ? 48 : isCluster ? 40 : 32;
      return L.divIcon({
        className: `portal-map__marker${isCluster ? " portal-map__marker--several" : ""}`,
        html: String(number),
        iconSize: [size, size],
      });
    }

    numberIn(cluster) {
      return cluster.getAllChildMarkers().reduce((sum, marker) => sum + marker.properties.count, 0);
    }

    /* What a screen reader says of a marker; Leaflet makes it a button. */
    name(layer) {
      const drawn = layer.getElement?.();
      if (!drawn || !(layer instanceof L.Marker)) return;
      if (layer instanceof L.MarkerCluster) {
        const place = layer.getAllChildMarkers()[0].properties.name;
        drawn.setAttribute("aria-label", fill(this.texts.cluster, { place, number: this.numberIn(layer) }));
      } else {
        const { name, label } = layer.properties;
        drawn.setAttribute("aria-label", `${name}: ${label}`);
        drawn.setAttribute("aria-haspopup", "dialog");
      }
    }

    popup(properties) {
      const box = element("div", "portal-map__popup");
      box.dir = document.documentElement.dir;
      box.setAttribute("role", "dialog");
      box.setAttribute("aria-label", properties.name);
      box.append(element("p", "portal-map__where", properties.name));
      const list = element("ul");
      for (const { title, url, language, note } of properties.first) {
        const line = element("li");
        line.append(link(title, url, language));
        if (note) line.append(element("p", "kern-body kern-body--small kern-body--muted", note));
        list.append(line);
      }
      box.append(list);
      if (properties.count > properties.first.length) {
        const all = element("p");
        all.append(link(fill(this.texts.all, { label: properties.label }), properties.all));
        box.append(all);
      }
      return box;
    }

    /* The map in words. */
    line({ name, label, all }) {
      const made = element("li");
      made.append(link(`${name}: ${label}`, all));
      return made;
    }

    /* Enter on a cluster takes it apart; the focus goes to what comes out of it. */
    follow(event) {
      if (event.originalEvent?.key !== "Enter") return;
      const [first] = event.layer.getAllChildMarkers();
      const go = () => (this.clusters.getVisibleParent(first)?.getElement() || this.canvas).focus();
      this.map.once("moveend", () => setTimeout(go));
      this.clusters.once("spiderfied", go);
    }

    comeBack(marker) {
      const here = document.activeElement;
      if (here === document.body || this.canvas.contains(here)) marker?.getElement?.()?.focus();
    }

    /* Boundaries of what is in view, and a little around it. */
    async outline() {
      const view = this.map.getBounds();
      const zoom = this.map.getZoom();
      if (this.outlined && this.outlined.zoom === zoom && this.outlined.box.contains(view)) return;
      const box = view.pad(0.3);
      this.outlined = { box, zoom };
      const round = (degrees, least, most) => Math.min(most, Math.max(least, Math.round(degrees * 10) / 10));
      const corners = [
        round(box.getWest(), -180, 180), round(box.getSouth(), -90, 90),
        round(box.getEast(), -180, 180), round(box.getNorth(), -90, 90),
      ];
      try {
        const answer = await fetch(`${this.options.boundaries}?box=${corners.join()}`);
        if (!answer.ok) return;
        const found = await answer.json();
        if (this.outlined.box !== box) return;
        this.outlines.clearLayers();
        this.outlines.addData(found);
        this.thank(found.credits);
      } catch {
        // Without boundaries the map still shows where things are.
      }
    }

    thank(credits) {
      const lines = credits.map(({ text, licence }) => {
        const line = element("span", "", licence ? "" : text);
        if (licence) line.append(link(text, licence));
        return line;
      });
      if (this.options.tilesCredit) lines.push(element("span", "", this.options.tilesCredit));
      this.credit.replaceChildren(...lines);
    }

    say(text) {
      this.note.textContent = text;
    }
  }

  function withoutQuery(address) {
    return address.split(/[?#]/)[0];
  }

  /* Calls `start` once: see at the top when. */
  function whenWanted(panel, start) {
    const button = panel.querySelector(".portal-map__ask");
    // Whoever goes back, or on to the next page of the same list, need not ask again.
    let isWaiting = !library && withoutQuery(document.referrer) !== withoutQuery(location.href);
    let isInView;
    const begin = () => {
      watch.disconnect();
      removeEventListener("scroll", scrolled);
      if (document.activeElement === button) button.parentElement.focus();
      button.remove();
      start();
    };
    const watch = new IntersectionObserver((entries) => {
      const isFirst = isInView === undefined;
      isInView = entries.at(-1).isIntersecting;
      if (isInView && !(isFirst && isWaiting)) begin();
    }, { rootMargin: "300px" });
    const scrolled = () => {
      isWaiting = false;
      if (isInView) begin();
    };
    watch.observe(button.parentElement);
    addEventListener("scroll", scrolled, { passive: true });
    button.addEventListener("click", begin);
  }

  function startAll() {
    for (const panel of document.querySelectorAll("[data-map]")) {
      if (started.has(panel)) continue;
      started.add(panel);
      const map = new ResultsMap(panel);
      whenWanted(panel, () => map.start());
      document.addEventListener("htmx:afterSettle", () => map.update());
    }
  }

  startAll();
  // Going back puts a new page in place of the old one.
  document.addEventListener("htmx:historyRestore", startAll);
})();
