"""A bureau's many desks, and one large roster, on a Dask cluster of this machine."""
