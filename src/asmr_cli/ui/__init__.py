"""What is seen: displays that listen, pictures of plans, the colours of the night."""
