"""When: what events add to a posting. The floor is laid; its rooms follow."""
