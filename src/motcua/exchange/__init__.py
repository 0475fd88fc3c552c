"""The wing that talks to other systems: what comes in from them, and the partners' plug-ins."""
