"""What people correct: lines, the board they change, and how both outlive a new run."""
