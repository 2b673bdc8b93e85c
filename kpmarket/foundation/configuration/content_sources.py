"""Where pages may load content from (Content-Security-Policy): only from the site itself, and no inline script or style."""

from csp.constants import NONE, SELF

CONTENT_SOURCES = {
    "default-src": [NONE],
    "script-src": [SELF],
    "style-src": [SELF],
    "img-src": [SELF, "data:"],
    "font-src": [SELF],
    "connect-src": [SELF],
    "form-action": [SELF],
    "frame-ancestors": [NONE],
    "base-uri": [NONE],
    "manifest-src": [SELF],
}
