"""Home, health and dashboards: screens made of several modules."""
