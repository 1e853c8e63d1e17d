"""When it runs: Prefect flows and deployments."""
