"""The steps by which a procedure is handled, compiled to a graph and run by a pure function."""
