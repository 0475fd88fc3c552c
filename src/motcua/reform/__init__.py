"""The wing that reviews, costs and cuts procedures. Its modules stand above measure and below steer."""
