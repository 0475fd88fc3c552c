"""The wing that talks to other systems. Its first partner plug-in arrives with the national portal."""
