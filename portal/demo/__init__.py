"""The demo region: real keys of real places, invented organisations and people."""
