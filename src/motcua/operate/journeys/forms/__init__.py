"""Django forms of the joined screens: they parse and show; what may happen is decided by the services."""
