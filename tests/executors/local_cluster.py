"""A Dask cluster of this machine."""


def local_cluster(workers):
    """Return a cluster of so many worker processes, to be left like a file."""
    import distributed

    return distributed.LocalCluster(
        n_workers=workers, threads_per_worker=1, processes=True, dashboard_address="127.0.0.1:0"
    )
