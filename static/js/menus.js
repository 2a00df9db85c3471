/* Menus are <details> and open and close by themselves. With this they also close on Escape, on a
   click elsewhere and when the focus goes on, as people expect of menus. */
(() => {
  "use strict";

  const openMenus = () => document.querySelectorAll(".portal-menu[open]");

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    openMenus().forEach((menu) => {
      const hadFocus = menu.contains(document.activeElement);
      menu.open = false;
      if (hadFocus) menu.querySelector("summary").focus();
    });
  });

  const closeOthers = (target) =>
    openMenus().forEach((menu) => {
      if (!menu.contains(target)) menu.open = false;
    });
  document.addEventListener("click", (event) => closeOthers(event.target));
  document.addEventListener("focusin", (event) => closeOthers(event.target));
})();
