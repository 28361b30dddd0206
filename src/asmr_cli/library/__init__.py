"""What one has: the pack, one's own folders, what is known of each file and how it is liked."""
