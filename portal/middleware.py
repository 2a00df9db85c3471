"""Middleware of the face: the content security policy and the office's view of the Wagtail admin."""

from csp.middleware import CSPMiddleware

ContentSecurityPolicyMiddleware = CSPMiddleware
