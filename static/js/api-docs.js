"use strict";

// Shows the API's schema; what is tried out goes with the session of the reader.
const root = document.getElementById("swagger-ui");
window.SwaggerUIBundle({
  url: root.dataset.schema,
  domNode: root,
  deepLinking: true,
  // The badge would ask a server of others.
  validatorUrl: null,
  requestInterceptor(request) {
    request.headers["X-CSRFToken"] = root.dataset.csrf;
    return request;
  },
});
