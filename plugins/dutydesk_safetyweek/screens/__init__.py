"""The screens of safety weeks."""
