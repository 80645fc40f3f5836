"""The screens of the registers."""
