"""Reading files that other programs wrote, and writing files for them."""
