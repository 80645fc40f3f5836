"""What the registers of the sample school hold."""
