"""What is true: partners, deals, programs, decisions, and the file they live in."""
