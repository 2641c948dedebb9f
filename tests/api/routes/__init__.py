"""One module of tests for each resource."""
