/* Adds, moves and takes away rows of promoted results: Wagtail's panel, which it starts inline. */
"use strict";

{
  const { prefix, emptyPrefix } = document.currentScript.dataset;
  $(() => {
    new InlinePanel({
      formsetPrefix: `id_${prefix}`,
      emptyChildFormPrefix: emptyPrefix,
      canOrder: true,
    });
  });
}
