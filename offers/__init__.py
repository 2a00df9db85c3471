"""What: postings, search, matching. The floor is laid; its rooms follow."""
