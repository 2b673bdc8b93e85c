"""What is kept about people: one register, and from it the privacy page, the copy of one's data, erasure and periods."""
